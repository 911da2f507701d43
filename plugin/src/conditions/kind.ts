import type { Json } from '../json';
import type { Scoring } from '../scores';
import type { CalendarPeriod } from '../time';
import type { Facts } from './facts';
import type { Groups, PatternBudget } from './filter';
import type { PopulationFigure } from './population-figure';

/** When a calendar period that holds `now` began (inclusive) and ends (exclusive), in a time zone. */
export type Calendar = (
  period: CalendarPeriod,
  now: number,
  zone: string | null | undefined,
) => { readonly from: number; readonly to: number };

/** What a kind may use of the world. */
export interface KindTools {
  readonly calendar: Calendar;
  /** Weights and half-life of scores, as they are set at this moment. */
  scoring(): Scoring;
  /** The saved groups that `$inGroup` names, as they are at this moment. */
  groups(): Groups;
  /** What patterns may cost on a history of events while a leaf is judged once. */
  readonly patterns: PatternBudget;
}

/** What a leaf found in the facts, written where it was told to: a judgement makes no more objects than it must. */
export interface Finding {
  /** When the value could change if nothing happens; Infinity when only a new fact can change it. */
  until: number;
  /** What was found; nobody reads it where `explain` is false, so that what costs need not be made. */
  actual: Json;
  readonly explain: boolean;
}

/** A leaf made ready to be judged many times. */
export interface CompiledLeaf {
  test(facts: Facts, now: number): boolean;
  /**
   * The value; until when and what was found are written into `found`. A leaf that only a new fact can change leaves it
   * out.
   */
  find?(facts: Facts, now: number, found: Finding): boolean;
  /** What was looked at, for a leaf that writes no `actual`: read only when it decided and somebody asks why. */
  reading?(facts: Facts): Json;
}

export interface LeafNeeds {
  readonly events?: readonly string[];
  readonly segments?: readonly string[];
  readonly lists?: readonly string[];
  readonly tags?: readonly string[];
  /** Fields of the entries that products are. */
  readonly products?: readonly string[];
  /** What must be known of all people together. */
  readonly populations?: readonly PopulationFigure[];
  /** When the first and the last event of any name happened. */
  readonly seen?: boolean;
  /** The request decides, and nothing but the request. */
  readonly context?: boolean;
}

/** What a kind of condition does, free of zod so that it can run in a visitor's browser. */
export interface ConditionBehaviour<Options = never> {
  readonly kind: string;
  compile(options: Options, tools: KindTools): CompiledLeaf;
  needs(options: Options, tools: KindTools): LeafNeeds;
}
