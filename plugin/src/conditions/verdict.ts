import type { Json } from '../json';
import type { Facts } from './facts';
import type { PopulationFigure } from './population-figure';

/** Why: one leaf that decided, what it found and whether that held. */
export interface Reason {
  /** Where the leaf stands in the condition: `all.0.not`. */
  readonly path: string;
  readonly kind: string;
  /** Whether the leaf itself was true (under a `not`, the opposite decides). */
  readonly value: boolean;
  /** What was found: the count, the sum, the milliseconds ago (null: never), the values of the paths looked at. */
  readonly actual: Json;
}

export interface Verdict {
  readonly value: boolean;
  /** The epoch millisecond at which the value could change if nothing happens; null when only a new fact can. */
  readonly until: number | null;
  /** The leaves that decided. */
  readonly reasons: readonly Reason[];
}

/** A condition made ready to be judged many times; not while it is being judged. */
export interface Judge {
  (facts: Facts, now: number): Verdict;
  /** The value and until when, for those who ask why only of few. */
  until(facts: Facts, now: number): Omit<Verdict, 'reasons'>;
  /** The value alone: several times faster. */
  test(facts: Facts, now: number): boolean;
}

/** What a condition must be given to be judged. */
export interface Needs {
  /** Names of events; `*` stands for the whole history. */
  readonly events: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  /** Fields of the Strapi entries that products are, without the `product.` before them. */
  readonly products: ReadonlySet<string>;
  /** Figures whose spread among all people must be known, by their key. */
  readonly populations: ReadonlyMap<string, PopulationFigure>;
  /** Saved groups, by key. */
  readonly groups: ReadonlySet<string>;
  /** Whether the profile must say when its first and last event happened. */
  readonly seen: boolean;
  /** Whether the request has a say. */
  readonly context: boolean;
  /** Whether anything but the request has a say. */
  readonly facts: boolean;
}
