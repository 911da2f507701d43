import {
  conditionNames,
  KEYS_AS_NAMES,
  listName,
  type Condition,
  type ConditionNames,
} from '../../../plugin/src';
import type { Segment } from './segment';

/** What this process calls segments and CRM lists by in sentences. */
export interface KeptNames {
  current(): ConditionNames;
  /** Takes them in as they are now. */
  follow(segments: readonly Segment[]): void;
}

const isList = (condition: Condition): condition is Extract<Condition, { kind: 'list' }> =>
  'kind' in condition && condition.kind === 'list';

export const createKeptNames = (): KeptNames => {
  let current = KEYS_AS_NAMES;
  return {
    current: () => current,
    follow(segments) {
      current = conditionNames(
        new Map(segments.map(({ key, name }) => [key, name])),
        // A list has the name of the segment that mirrors it.
        new Map(
          segments.flatMap(({ kind, condition, name }) =>
            kind === 'crm' && isList(condition)
              ? [[listName(condition.connection, condition.id), name] as const]
              : [],
          ),
        ),
      );
    },
  };
};
