import type { z } from 'zod';

import type { Condition, EventFact, Facts } from '../conditions';
import type { JsonObject } from '../json';
import type { Definition, Extension } from '../registry';
import type { Called } from './called';
import type { FlowRules } from './rules/rules';
import type { EffectOutcome, EndReason, RunState } from './run';

/** A run at a step: what a behaviour may look at. */
export interface Visit<Options> {
  readonly node: string;
  readonly options: Options;
  readonly state: RunState;
  readonly facts: Facts;
  readonly now: number;
  /** When it should have come here: earlier than `now` where nothing ran at that moment. */
  readonly due: number;
  /** Those of the flow. */
  readonly rules: FlowRules;
}

/** Something to be done once; its kind says who does it. */
interface NewEffect {
  readonly kind: string;
  readonly payload: JsonObject;
}

/** What a step wants of the run. An effect is carried out once for each time the step is entered. */
export type Move =
  | {
      readonly move: 'go';
      readonly to: string;
      readonly detail: string;
      readonly effect?: NewEffect;
      /** Kept as `state.passed`, for when the run comes to this step again. */
      readonly passed?: number;
    }
  /** With an effect, the run stands here until it has its outcome: `settled` says where it goes then. */
  | { readonly move: 'stay'; readonly until: number | null; readonly effect?: NewEffect }
  /** `finished` when left out. */
  | { readonly move: 'end'; readonly because?: Extract<EndReason, 'finished' | 'holdout'> };

/** What a kind of step does. Pure, and free of zod: it runs in the server, in rehearsal and in the panel. */
export interface FlowStepBehaviour<Options = never> {
  readonly kind: string;
  /**
   * Whether people stand here for a time, and not only until the step's own effect has its outcome: a circle of steps
   * needs one that waits.
   */
  readonly waits: boolean;
  /**
   * Its effects write to the person: the rules of flows (quiet hours, caps, rate) hold them back, and they count as
   * messages. One whose payload says `purpose: null` is a service, and no rule holds it.
   */
  readonly reachesPerson?: true;
  enter(visit: Visit<Options>): Move;
  /** The time that `stay` named has come. */
  timer?(visit: Visit<Options>): Move;
  /** What the effect that `stay` gave came to. */
  settled?(visit: Visit<Options>, outcome: EffectOutcome): Move;
  /** Whether an event is one that this step awaits, wherever the run stands. */
  hears?(options: Options, event: EventFact, state: RunState): boolean;
  /** An awaited event came while the run stood here; undefined when it is too late for it. */
  event?(visit: Visit<Options>, event: EventFact): Move | undefined;
  /** An event of `restartOn` came: the clock's new end. Left out: the clock runs on. */
  restart?(visit: Visit<Options>): Move;
  /** The steps that may follow, in the order in which they are looked at. */
  ways(options: Options): readonly WayOn[];
  /** What must exist when a flow is published. */
  refers?(options: Options): References;
  /** As part of a sentence: `wait 1 hour`; `called` knows the names of what the options name by key. */
  describe(options: Options, called: Called): string;
}

/** A way on from a step. */
export interface WayOn {
  /** The word for it: what `go` gives as its detail where there are several, so that they can be counted. */
  readonly label: string;
  readonly to: string;
  /** Who goes it, as part of a sentence: `spent more than 100`. */
  readonly sentence?: string;
  /**
   * Of a step that waits: it may be gone in the very moment in which somebody comes here, each time or only the first
   * time in a run. A circle needs a way that is not gone at once each time.
   */
  readonly atOnce?: 'always' | 'first';
}

export interface References {
  /** Keys of e-mail templates. */
  readonly templates?: readonly string[];
  /** Keys of static segments that people are put into. */
  readonly lists?: readonly string[];
  /** Keys of other flows. */
  readonly flows?: readonly string[];
  /** Ids of connections to CRMs. */
  readonly connections?: readonly string[];
  /** Addresses of other servers. */
  readonly addresses?: readonly string[];
  /** Other steps of the same flow that are named beside the ways on. */
  readonly steps?: readonly string[];
  /** Those of them whose mails are meant: they must send one. */
  readonly mails?: readonly string[];
  readonly conditions?: readonly Condition[];
  /** Looks at the person's traits or time zone: they are read before the step is entered. */
  readonly person?: boolean;
}

/** One kind of step: the words it is known by, the options its form is drawn from, what it does. */
export interface FlowStepDefinition<Options = never> extends Definition {
  /** Without `kind`. Its JSON schema draws the form. */
  readonly options: z.ZodType<Options>;
  readonly behaviour: FlowStepBehaviour<Options>;
}

/** Declares a kind of step. Third parties pass theirs to the plugin's `extensions`. */
export const defineFlowStep = <Options>(
  definition: FlowStepDefinition<Options>,
): FlowStepDefinition & Extension =>
  ({ ...definition, point: 'flow-step' }) as unknown as FlowStepDefinition & Extension;
