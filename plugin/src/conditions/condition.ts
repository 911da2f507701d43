import type { Json, JsonObject } from '../json';

/**
 * A filter document in the `$` operators that Strapi's REST filters and MongoDB share: paths to values or to
 * operators, as `{ "country": { "$in": ["DE", "AT"] }, "plan.seats": { "$gte": 5 } }`.
 */
export type Filter = JsonObject;

/** `90s 15m 24h 7d`, or a calendar window in the profile's time zone: `today`, `this week`, `this month`. */
export type Window = string;

export interface TraitCondition {
  readonly kind: 'trait';
  readonly where: Filter;
}

/** Which events are looked at: a name (`*` is any), a filter on their properties, a window. */
export interface EventsOf {
  readonly name: string;
  /** On the event's properties; `product.…` is a field of the entry that its `product_id` names. */
  readonly where?: Filter;
  readonly within?: Window;
}

/** One figure of some events: how many there are when no path is given. */
export interface EventFigure extends EventsOf {
  readonly sum?: string;
  readonly average?: string;
  readonly min?: string;
  readonly max?: string;
  /** How many different values the path has. */
  readonly distinct?: string;
  /** The value of the path in the first, or last, of the events. */
  readonly first?: string;
  readonly last?: string;
}

/** An event's figure and what it must be: `count` (at least once when left out), or `value` for any other. */
export interface EventCondition extends EventFigure {
  readonly kind: 'event';
  readonly count?: Json;
  readonly value?: Json;
  /** True when the figure passes for some value of this path: the same product three times. */
  readonly by?: string;
  /** A part of `within`: the figure must pass in each such stretch of it. */
  readonly per?: Window;
  /** What the figure is divided by; its window is the condition's own when left out. */
  readonly of?: EventFigure;
}

/** How long ago an event happened; what never happened is infinitely long ago. */
export interface RecencyCondition {
  readonly kind: 'recency';
  readonly name: string;
  readonly where?: Filter;
  readonly which?: 'last' | 'first';
  /** Durations: `{ "$lt": "7d" }`. */
  readonly value: JsonObject;
}

/** Membership of another segment, by its key. */
export interface SegmentCondition {
  readonly kind: 'segment';
  readonly id: string;
}

/** Membership of a list of a CRM. */
export interface ListCondition {
  readonly kind: 'list';
  readonly connection: string;
  readonly id: string;
}

/** A tag that was put on the person. */
export interface TagCondition {
  readonly kind: 'tag';
  readonly name: string;
}

/** What the request says of the visitor: device, browser, os, language, geo, url, referrer, utm, local time. */
export interface ContextCondition {
  readonly kind: 'context';
  readonly where: Filter;
  /** At most so many kilometres from a place, in degrees. */
  readonly near?: { readonly lat: number; readonly lon: number; readonly km: number };
}

/** An event of a sequence. */
export interface SequenceEvent {
  readonly name: string;
  readonly where?: Filter;
}

/** One that must not happen between its neighbours; as the last step, not before the window ends. */
export interface SequenceNot {
  readonly not: SequenceEvent;
}

/** Events one after the other, each later than the one before. */
export interface SequenceCondition {
  readonly kind: 'sequence';
  readonly steps: readonly (SequenceEvent | SequenceNot)[];
  /** From the first step on; without it the steps may be any time apart. */
  readonly within?: Window;
}

/** Visits: 30 minutes without an event, or another campaign, end one. */
export interface SessionCondition {
  readonly kind: 'session';
  /** `any` when left out. */
  readonly which?: 'any' | 'last' | 'first';
  /** On `duration` (seconds), `pages`, `scroll` (percent), `bounce`, `campaign` and `events`. */
  readonly where?: Filter;
  /** How many sessions pass; at least one when left out. */
  readonly count?: Json;
  /** Sessions that began in this window. */
  readonly within?: Window;
}

/** A share of all people, always the same ones for the same salt. */
export interface RandomCondition {
  readonly kind: 'random';
  readonly salt: string;
  /** 0 to 1 */
  readonly share: number;
}

export type ScoreName =
  | 'engagement'
  | 'rfm.recency'
  | 'rfm.frequency'
  | 'rfm.monetary'
  | 'rfm.r'
  | 'rfm.f'
  | 'rfm.m';

/** A score, a numeric trait or an event's figure: itself, or where it stands among all people. */
export interface ScoreCondition {
  readonly kind: 'score';
  readonly name?: ScoreName;
  readonly trait?: string;
  readonly figure?: EventFigure & { readonly of?: EventFigure };
  readonly value?: Json;
  /** How many in a hundred are at or below. */
  readonly percentile?: Json;
  /** How many standard deviations above the mean. */
  readonly zscore?: Json;
}

/** A leaf of a kind that an extension brought. */
export interface OtherCondition {
  readonly kind: string;
  readonly [option: string]: Json | undefined;
}

export type BuiltInLeaf =
  | TraitCondition
  | EventCondition
  | RecencyCondition
  | SegmentCondition
  | ListCondition
  | TagCondition
  | SequenceCondition
  | SessionCondition
  | ScoreCondition
  | RandomCondition
  | ContextCondition;

export type Leaf = BuiltInLeaf | OtherCondition;

export interface AllOf {
  readonly all: readonly Condition[];
}

export interface AnyOf {
  readonly any: readonly Condition[];
}

export interface NotOf {
  readonly not: Condition;
}

/** A tree of `all`, `any` and `not` over leaves, kept as JSON. Nothing in `all` is true, nothing in `any` is false. */
export type Condition = AllOf | AnyOf | NotOf | Leaf;

export const isAll = (node: Condition): node is AllOf => 'all' in node;
export const isAny = (node: Condition): node is AnyOf => 'any' in node;
export const isNot = (node: Condition): node is NotOf => 'not' in node;
