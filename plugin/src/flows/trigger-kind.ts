import type { z } from 'zod';

import type { EventFact, Facts } from '../conditions';
import type { Definition } from '../registry';
import type { Called } from './called';
import type { RunInput } from './run';

/** The start of a run: what keeps it apart from the person's others, and the event behind it. */
export interface Start {
  readonly key: string | null;
  readonly trigger: EventFact | null;
}

/** A start that comes by the clock, at a moment that lies ahead, if nothing happens before. */
export interface Foreseen {
  readonly key: string | null;
  readonly at: number;
  readonly event: EventFact | null;
}

/** What lies behind, from after `since` to `now`. */
export interface Stretch {
  readonly since: number;
  readonly now: number;
}

/** Among whom those are looked for who qualify already: what an index says of them. */
export type Already = {
  /** Whether whoever is found qualifies; others are asked one by one. */
  readonly enough: boolean;
} & (
  | { readonly of: 'segment'; readonly segment: string }
  /** Who left it after that moment, and has not come back. */
  | { readonly of: 'left'; readonly segment: string; readonly after: number }
  /** Who did this (`*` is anything) after `after` and up to `upTo`; with `last`, and not since. */
  | {
      readonly of: 'did';
      readonly name: string;
      readonly after: number;
      readonly upTo: number;
      readonly last?: boolean;
    }
  /** Whose carts were moved last in that time. */
  | { readonly of: 'cart'; readonly after: number; readonly upTo: number }
  | { readonly of: 'trait'; readonly trait: string }
);

/** How what a run was begun for comes to be no more: the run ends then, and its mails do not go. */
export interface Lapse {
  /** After `Left when`. */
  readonly when: string;
  /** By everything that is known of the events that the trigger `hears`. */
  has(events: Facts['events'], run: { readonly key: string | null }): boolean;
}

/** What a kind of trigger does. Pure, and free of zod. A kind with neither hand is started from outside. */
export interface FlowTriggerBehaviour<Options = never> {
  readonly kind: string;
  /** Whether something that happened to a person starts a run for them. */
  starts?(options: Options, input: RunInput): Start | undefined;
  /** The starts that lie ahead of a person, as far as is known of them now. */
  foresees?(options: Options, facts: Facts, now: number): readonly Foreseen[];
  /** Whether what has come due still holds by what is known now; it does where this is left out. */
  stillHolds?(options: Options, facts: Facts, due: Foreseen): boolean;
  readonly lapse?: Lapse;
  /** Among whom those are who would have come in during this stretch; nobody can be known where it is left out. */
  already?(options: Options, stretch: Stretch): Already | undefined;
  /** The segment of which everybody begins as soon as the flow is published for the first time. */
  beginsWith?(options: Options): string | undefined;
  /** The names of the events by which it begins or counts (`*` is any). */
  hears?(options: Options): readonly string[];
  /** The path in the properties of the event by whose value runs are kept apart. */
  keyPath?(options: Options): string | undefined;
  /** What its runs are about, alike for two flows of which each would begin for the same: `cart`, `event Signed Up`. */
  about?(options: Options): string;
  /** Runs begin without an event, and so about nothing: no cart, no product. */
  eventless?(options: Options): boolean;
  /** The segments it names; `enters` are those that somebody must come into or leave. */
  segments?(options: Options): { readonly named: readonly string[]; readonly enters: readonly string[] };
  /** Why a run began, behind “entered”, where the name of its event does not say it. */
  began?(options: Options): string;
  /** As a sentence. */
  describe(options: Options, called: Called): string;
}

/** One kind of trigger: the words it is known by, the options its form is drawn from, what it does. */
export interface FlowTriggerDefinition<Options = never> extends Definition {
  /** Without `kind`. */
  readonly options: z.ZodObject<z.ZodRawShape, z.core.$strict>;
  readonly behaviour: FlowTriggerBehaviour<Options>;
}
