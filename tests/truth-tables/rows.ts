import type { Condition, Facts, Json, JsonObject } from '../../plugin/src';

/** Facts as JSON: sets as lists, events without their names. */
export interface RowFacts {
  readonly profile?: Facts['profile'];
  readonly traits?: JsonObject;
  readonly events?: Readonly<
    Record<string, readonly { readonly at: number; readonly properties?: JsonObject }[]>
  >;
  readonly segments?: readonly string[];
  readonly lists?: readonly string[];
  readonly tags?: readonly string[];
  readonly context?: JsonObject;
  readonly groups?: Readonly<Record<string, readonly Json[]>>;
}

/** One line of a truth table: what a condition says of somebody at a moment, and until when. */
export interface Row {
  readonly name: string;
  readonly condition: Condition;
  readonly facts: RowFacts;
  readonly now: number;
  readonly value: boolean;
  readonly until: number | null;
}
