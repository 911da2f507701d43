import type { EventFact, Facts } from '../conditions';
import type { Json, JsonObject } from '../json';

/** Where one person is in one flow: all that a transition needs to know, as JSON. */
export interface RunState {
  readonly runId: string;
  /** What keeps runs of one person apart (a cart id); null when the flow keys nothing. */
  readonly key: string | null;
  readonly status: 'running' | 'ended';
  readonly because: EndReason | null;
  /** What the person draws in this flow: `lotOf`. */
  readonly lot?: number;
  /** The step it stands in; empty before the start. */
  readonly node: string;
  /** How often each step was entered: the last part of an effect's id. */
  readonly visits: Readonly<Record<string, number>>;
  /** When it came to stand here, or its clock was last started anew. */
  readonly standsSince: number;
  /** When a timer is wanted; null when only an input can move it. */
  readonly dueAt: number | null;
  /** When what triggered it happened: exits count from here. */
  readonly since: number;
  readonly lastEffectAt: number | null;
  /** The event that started it, or the last one that started its clock anew. */
  readonly trigger: EventFact | null;
  /** The event that started it, once another has started its clock anew. */
  readonly began?: EventFact | null;
  /** By step that waits for a local time: what began by then lets it through no more. */
  readonly passed?: Readonly<Record<string, number>>;
  /** The steps that did something since it last stood for a time. */
  readonly acted?: readonly string[];
  /** The id of the effect whose outcome it stands for. */
  readonly awaits?: string;
  /** Discount codes that were drawn for it, by the step that drew them. */
  readonly codes?: Readonly<Record<string, string>>;
  /** When a mail of this run last went, and when a link in one was last followed; kept where the goal asks for it. */
  readonly mailedAt?: number;
  readonly clickedAt?: number;
  /** It came to its end, and stands there for as long as the goal still counts. */
  readonly lingers?: true;
  /** When each step that awaits an event last heard it, wherever the run stood. */
  readonly heard: Readonly<Record<string, number>>;
}

/** What became of an effect: carried out, not needed or not allowed, or failed for good. */
export interface EffectOutcome {
  readonly id: string;
  readonly outcome: 'done' | 'skipped' | 'failed';
  /** A code or words of ours, for the numbers. */
  readonly reason?: string;
  /** The discount code that was drawn. */
  readonly code?: string;
}

/** `finished` came to its end; `holdout` was kept out, to compare with; `fault` met a step it could not leave. */
export type EndReason = 'finished' | 'holdout' | 'goal' | 'exit' | 'fault' | 'stopped' | 'merged' | 'erased';

export type RunInput =
  /** `due`: when it should have begun; now when left out. */
  (
    | { readonly kind: 'started'; readonly due?: number }
    | { readonly kind: 'event'; readonly event: EventFact }
    | { readonly kind: 'segment'; readonly segment: string; readonly entered: boolean; readonly at: number }
    | { readonly kind: 'timer' }
    | { readonly kind: 'effect'; readonly outcome: EffectOutcome }
  ) & {
    /** What branches are judged by; a stranger's when left out. */
    readonly facts?: Facts;
  };

/** Something the world should do once. Its id is its idempotency key. */
export interface Effect {
  /** `run:node:visit` */
  readonly id: string;
  readonly kind: string;
  readonly node: string;
  readonly at: number;
  /** When it was due, where that was earlier: nothing ran, or the flow was paused. */
  readonly due?: number;
  /** The step's options, the run's key and what triggered it. */
  readonly payload: JsonObject;
}

/** A step that was left: what the numbers beside the steps are counted from. */
export interface LeftStep {
  readonly node: string;
  readonly visit: number;
  readonly at: number;
  /** `passed`, or why the person left the flow here. */
  readonly outcome: 'passed' | EndReason;
  /** In the step's words: `timed out`, `clicked`, the way that was taken. */
  readonly detail: string;
}

export interface Transition {
  readonly state: RunState;
  readonly effects: readonly Effect[];
  readonly left: readonly LeftStep[];
}

/** A run that has not entered its first step: give it `{ kind: 'started' }`. */
export const newRun = (
  runId: string,
  now: number,
  started: { readonly key?: string | null; readonly trigger?: EventFact | null; readonly lot?: number } = {},
): RunState => ({
  runId,
  key: started.key ?? null,
  ...(started.lot === undefined ? {} : { lot: started.lot }),
  status: 'running',
  because: null,
  node: '',
  visits: {},
  standsSince: now,
  dueAt: null,
  since: Math.min(started.trigger?.at ?? now, now),
  lastEffectAt: null,
  trigger: started.trigger ?? null,
  heard: {},
});

/** As effects carry it: the event with its properties, or null. */
export const triggerAsJson = (trigger: EventFact | null): Json =>
  trigger && { name: trigger.name, at: trigger.at, properties: trigger.properties };
