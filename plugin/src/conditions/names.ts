import { listName } from './kinds/list/behaviour';

/** What sentences call the things that conditions name by key. */
export interface ConditionNames {
  segment(key: string): string;
  /** A list of a CRM, by its connection and its id there. */
  list(connection: string, id: string): string;
}

/** Names by key, and of lists by `connection:id`; what is not among them is called by its key. */
export const conditionNames = (
  segments: ReadonlyMap<string, string>,
  lists: ReadonlyMap<string, string>,
): ConditionNames => ({
  segment: (key) => segments.get(key) ?? key,
  list: (connection, id) => lists.get(listName(connection, id)) ?? id,
});

/** Where no names are known. */
export const KEYS_AS_NAMES: ConditionNames = conditionNames(new Map(), new Map());
