import type { Condition } from '../../../plugin/src';

/** `live` is kept by its condition, `crm` mirrors a list of a connection, `static` holds whom somebody put in. */
export type SegmentKind = 'live' | 'crm' | 'static';

/** What people write about a segment; it changes nobody's membership. */
export interface SegmentNotes {
  readonly name: string;
  readonly description: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** The name of the administrator who answers for it. */
  readonly owner: string;
  /** `spring/campaigns`; empty at the root. */
  readonly folder: string;
  readonly tags: readonly string[];
}

/** A segment as it is kept. */
export interface Segment extends SegmentNotes {
  readonly id: string;
  /** Blocks, flows and other segments name it by this; it never changes. */
  readonly key: string;
  readonly kind: SegmentKind;
  readonly condition: Condition;
  /** Since when it is this one. */
  readonly conditionAt: number;
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

/** A segment that could not be judged for somebody: the revision that failed on what is known of them. */
export interface Failure {
  readonly failed: number;
}

/**
 * By segment id: when its answer for somebody could change if nothing happens. Only those that could are there, and those
 * that failed on them.
 */
export type Untils = Readonly<Record<string, number | Failure>>;

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
