import type { JsonObject } from '../../../../plugin/src';
import type { Gate } from './gate';

/**
 * A whole answer with all variants in it, as ready-made JSON text: what a visitor gets is cut from it by joining.
 * Text, where everybody sees the same; a list, some of whose items depend on who looks; a choice between values; a
 * value that is filled in for each.
 */
export type Part = string | List | Choice | Fill;

export type Parts = readonly Part[];

/** One of several that may stand somewhere. */
export interface Alternative {
  readonly gate: Gate;
  readonly parts: Parts;
}

/** Prints its own brackets and commas. */
export interface List {
  readonly kind: 'list';
  /** An item without a gate is shown to everybody. */
  readonly items: readonly (Alternative | { readonly gate: undefined; readonly parts: Parts })[];
  /** Whether some items name a slot, of whose variants only the first that fits is shown. */
  readonly slotted: boolean;
}

/** The first alternative that fits stands here, or else this. */
export interface Choice {
  readonly kind: 'choice';
  /** The place among the answer's entries of the one whose value this is; undefined for a block. */
  readonly entry?: number;
  readonly alternatives: readonly Alternative[];
  readonly otherwise: Parts;
}

/** A value with merge tags. */
export interface Fill {
  readonly kind: 'fill';
  /** As JSON. The traits are those of a proven visitor; undefined gives what stands there for everybody else. */
  fill(traits: JsonObject | undefined): string;
  /** As it is stored, its tags unfilled: JSON. */
  readonly source: string;
}

/** Where `attune.exposures` goes when there are any: between these, after the text before it. */
export interface ExposuresPlace {
  readonly before: string;
  readonly after: string;
}

export interface Page {
  readonly parts: Parts;
  /** What follows the parts, and the place of the exposures in front of it; undefined where the answer has none. */
  readonly exposures: ExposuresPlace | undefined;
  readonly tail: string;
  /** The segments that decide something in it. */
  readonly segments: ReadonlySet<string>;
  /** Whether it matters who is looking. */
  readonly targeted: boolean;
  /** The moments at which something begins or ends; epoch milliseconds, ascending. */
  readonly dates: readonly number[];
  /** Characters, all variants in it. */
  readonly size: number;
}

/** The first moment after `now` at which the clock alone may change what is shown. */
export const nextDate = ({ dates }: Page, now: number): number | null =>
  dates.find((date) => date > now) ?? null;
