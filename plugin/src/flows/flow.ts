import type { Filter } from '../conditions';
import type { Json } from '../json';

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
  readonly kind: 'segment-entered';
  /** The segment's key. */
  readonly segment: string;
}

/** Starts a run for everyone in a segment, at the times that a cron expression names in a time zone. */
export interface ScheduleTrigger {
  readonly kind: 'schedule';
  readonly cron: string;
  /** An IANA zone: `Europe/Vienna`. */
  readonly timezone: string;
  readonly segment: string;
}

export type Trigger = EventTrigger | SegmentTrigger | ScheduleTrigger;

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

/**
 * Who has been through may come in again: never (`once`, for each key), when the last run has ended
 * (`after-end`, unless another is named), or at every trigger, beside runs under way (`always`).
 */
export type Reentry = 'once' | 'after-end' | 'always';

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
  readonly goal?: Exit;
  readonly reentry?: Reentry;
  /** By the name of the step. */
  readonly steps: Readonly<Record<string, FlowStep>>;
  readonly start: string;
}

export const isEventMatch = <M extends EventMatch>(match: M | { readonly kind: string }): match is M =>
  match.kind === 'event';
