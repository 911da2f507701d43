import { parseDuration } from '../duration';
import type { Json, JsonObject } from '../json';
import { triggerAsJson, type EffectOutcome } from './run';
import type { Move, Visit, WayOn } from './step';

/** The ways on of a step that waits for what becomes of its effect. */
export interface AfterEffect {
  readonly next: string;
  /** When it failed for good; `next` when left out. */
  readonly failed?: string;
  /** Too late to be done so long after it was due; it is skipped then, and the run goes on by `next`. */
  readonly expires?: string;
}

/** When it is too late for it, counted from when it was due; null where it never is. */
export const expiryOf = ({ options, due }: Visit<Pick<AfterEffect, 'expires'>>): number | null => {
  const lasts = options.expires === undefined ? undefined : parseDuration(options.expires);
  return lasts === undefined ? null : due + lasts;
};

/** Stands here until the effect has its outcome: a second or, while it is tried again or held back, hours. */
export const awaitEffect = (visit: Visit<AfterEffect>, kind: string, payload: JsonObject): Move => {
  const expiresAt = expiryOf(visit);
  return {
    move: 'stay',
    until: null,
    effect: { kind, payload: expiresAt === null ? payload : { ...payload, expiresAt } },
  };
};

const LONGEST_DETAIL = 120;

/** Where there are two ways, the detail is the way's word; why an effect failed is said beside the effect. */
export const afterEffect = ({ options }: Visit<AfterEffect>, { outcome, reason }: EffectOutcome): Move => {
  const { next, failed } = options;
  if (failed !== undefined) {
    return outcome === 'failed'
      ? { move: 'go', to: failed, detail: 'failed' }
      : { move: 'go', to: next, detail: 'then' };
  }
  const detail = outcome === 'failed' ? `failed: ${reason ?? 'no reason given'}` : outcome;
  return { move: 'go', to: next, detail: detail.slice(0, LONGEST_DETAIL) };
};

export const waysAfterEffect = ({ next, failed }: AfterEffect): readonly WayOn[] =>
  failed === undefined
    ? [{ label: 'then', to: next }]
    : [
        { label: 'then', to: next, sentence: 'when that is done' },
        { label: 'failed', to: failed, sentence: 'when it cannot be done' },
      ];

/** What the run is about, as effects carry it. */
export const aboutRun = ({ state }: Visit<never>): Readonly<Record<string, Json>> => ({
  key: state.key,
  since: state.since,
  trigger: triggerAsJson(state.trigger),
  ...(state.codes ? { codes: state.codes } : {}),
});
