import type { Filter } from '../conditions';
import type { Json } from '../json';
import type { FlowRules } from './rules/rules';

/** An event a flow listens for. */
export interface EventMatch {
  readonly kind: 'event';
  /** `*` is any event. */
  readonly name: string;
  /** On the event's properties. */
  readonly where?: Filter;
}

/** Starts a run for each person who does this; with `key`, one for each value found under that path. */
export interface EventTrigger extends EventMatch {
  /** A path in the properties, as `cart_id`: runs are then kept apart by its value. */
  readonly key?: string;
}

export interface SegmentTrigger {
  readonly kind: 'segment-entered' | 'segment-left';
  /** The segment's key. */
  readonly segment: string;
}

/** Starts a run for everyone in a segment: again and again by `cron`, once `at` a moment, or, with neither, once when the flow is first published. */
export interface ScheduleTrigger {
  readonly kind: 'schedule';
  readonly cron?: string;
  /** Local to the zone: `2026-12-01T09:00`. */
  readonly at?: string;
  /** An IANA zone: `Europe/Vienna`. */
  readonly timezone: string;
  readonly segment: string;
}

/** Starts a run so long before or after a date that stands in a trait, or in an event's properties. */
export interface DateTrigger {
  readonly kind: 'date';
  /** A path in the traits, or in the properties of `event`. */
  readonly field: string;
  readonly event?: Pick<EventMatch, 'name' | 'where'> & { readonly key?: string };
  readonly shift?: string;
  readonly direction?: 'before' | 'after';
  /** The local time of that day. */
  readonly at?: string;
  /** On each anniversary. */
  readonly yearly?: boolean;
  /** For people whose own zone is not known. */
  readonly zone: string;
}

/** Starts a run when somebody has not done this for so long, counted from the last time. */
export interface InactivityTrigger {
  readonly kind: 'inactivity';
  readonly for: string;
  /** Any event when left out. */
  readonly name?: string;
  readonly where?: Filter;
}

/** Starts a run for each cart that nobody has moved for so long, nor ordered. */
export interface CartLeftTrigger {
  readonly kind: 'cart-left';
  readonly for: string;
  /** Only what is worth more, in the cart's own currency. */
  readonly over?: number;
  /** `EUR`; a cart of which no event has said the currency counts too. */
  readonly currency?: string;
}

/** Started by a call of another program, which names the person, a key and data. */
export interface ApiTrigger {
  readonly kind: 'api';
}

/** Starts a run for each of many when an entry of Strapi's is published or changed. */
export interface EntryTrigger {
  readonly kind: 'entry';
  /** `api::product.product` */
  readonly type: string;
  readonly on: 'published' | 'changed';
  /** Only when this field moves so: `back` is from nothing (empty, false, 0) to something. */
  readonly field?: string;
  readonly move?: 'lower' | 'higher' | 'other' | 'back';
  /** On the entry as it is then. */
  readonly where?: Filter;
  /** For everyone in it; or else for those whose events named the entry's product in this time. */
  readonly segment?: string;
  readonly viewedWithin?: string;
}

export type Trigger =
  | EventTrigger
  | SegmentTrigger
  | ScheduleTrigger
  | DateTrigger
  | InactivityTrigger
  | CartLeftTrigger
  | ApiTrigger
  | EntryTrigger;

/** Ends a run wherever it stands. */
export interface EventExit extends EventMatch {
  /** Only where the event carries the run's key, or none at all. */
  readonly sameKey?: boolean;
}

export interface SegmentExit {
  readonly kind: 'segment-entered' | 'segment-left';
  readonly segment: string;
}

export type Exit = EventExit | SegmentExit;

/** What a flow must have done for it to count that its goal was reached. */
export const CAUSES = ['entered', 'mailed', 'clicked'] as const;
export type Cause = (typeof CAUSES)[number];

/** What a flow is for. Reached, it ends the run; it counts as the flow's doing where it was caused in time. */
export type Goal = Exit & {
  /** Since somebody entered (when left out), since the run's last mail went, or since a link in one was followed. */
  readonly caused?: Cause;
  /**
   * It counts for so long since then, also when the steps have come to their end before: the run stands there until it
   * counts no more. While it is under way, for ever, when left out.
   */
  readonly within?: string;
};

/**
 * Who has been through may come in again: never (`once`, for each key), when the last run has ended
 * (`after-end`, unless another is named), or at every trigger, beside runs under way (`always`).
 */
export type Reentry = 'once' | 'after-end' | 'always';

/** What `once` and `after-end` are counted by: the run's key, or the person, whatever the key. */
export const REENTRY_PER = ['key', 'person'] as const;
export type ReentryPer = (typeof REENTRY_PER)[number];

/** One step as it is kept: its kind and that kind's options. */
export interface FlowStep {
  readonly kind: string;
  readonly [option: string]: Json | undefined;
}

/** A flow as it is drawn, kept and published: JSON. */
export interface FlowDefinition {
  readonly trigger: Trigger;
  /** Events with the run's key that start the clock of the wait it stands in anew. */
  readonly restartOn?: readonly string[];
  readonly exits?: readonly Exit[];
  /** What the flow is for; reaching it ends the run and counts. */
  readonly goal?: Goal;
  readonly reentry?: Reentry;
  /** By key when left out. */
  readonly reentryPer?: ReentryPer;
  /** Not before so long after they last came in, counted as `reentryPer` says. */
  readonly reentryAfter?: string;
  readonly rules?: FlowRules;
  /** By the name of the step. */
  readonly steps: Readonly<Record<string, FlowStep>>;
  readonly start: string;
}

export const isEventMatch = <M extends EventMatch>(match: M | { readonly kind: string }): match is M =>
  match.kind === 'event';
