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

/** How often an event happened (`count`, at least once when left out), or what one of its properties adds up to. */
export interface EventCondition {
  readonly kind: 'event';
  /** `*` is any event. */
  readonly name: string;
  /** On the event's properties. */
  readonly where?: Filter;
  readonly count?: Json;
  /** The path of a number in the properties; then `value` says what the sum must be. */
  readonly sum?: string;
  readonly value?: Json;
  readonly within?: Window;
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

/** What the request says of the visitor: device, browser, os, language, geo, url, referrer, utm, local time. */
export interface ContextCondition {
  readonly kind: 'context';
  readonly where: Filter;
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
