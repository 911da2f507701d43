import type { Condition } from '../../../plugin/src';

export type SegmentKind = 'live' | 'crm';

/** A segment as it is kept. */
export interface Segment {
  readonly id: string;
  /** Blocks, flows and other segments name it by this; it never changes. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly kind: SegmentKind;
  readonly condition: Condition;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Grows when the condition changes. */
  readonly revision: number;
  readonly bulk: Bulk | null;
}

/** Everyone being judged anew after a change: how far the walk over the base has come. */
export interface Bulk {
  readonly done: number;
  readonly of: number;
  /** The last profile that was judged; empty at the beginning. */
  readonly cursor: string;
  /** Somebody has stopped it: it goes on when it is asked to. */
  readonly stopped?: true;
}

/** By segment id: when its answer for somebody could change if nothing happens. Only those that could are there. */
export type Untils = Readonly<Record<string, number>>;

export interface Membership {
  readonly segmentId: string;
  readonly profileId: string;
  readonly enteredAt: number;
  /** Where the request has a say: the answers of the facts' parts, a digit each. Empty where it has none. */
  readonly parts: string;
}

/** A coming or going, with its reasons in words as they read then. */
export interface MembershipChange {
  readonly segmentId: string;
  readonly profileId: string;
  readonly entered: boolean;
  readonly at: number;
  readonly because: readonly string[];
}

/** What a flow is told: the coming and going of a segment that the facts alone decide. */
export interface SegmentChange {
  readonly segmentId: string;
  readonly key: string;
  readonly entered: boolean;
  readonly at: number;
  readonly because: readonly string[];
}
