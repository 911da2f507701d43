import { isOurs } from '../our-events';
import { eventsNamed, type History } from './history';
import type { EngagementScoring } from './scoring';

/** Scores are told in hundredths: what the eye cannot tell apart is equal, and a score falls step by step. */
export const STEPS = 10_000;
const STEPS_A_POINT = 100;

/** What one name of events brings to a score. */
export interface EngagementPart {
  readonly name: string;
  readonly count: number;
  /** What its events are worth now, decayed. */
  readonly worth: number;
}

const namesIn = (events: History, weights: EngagementScoring['weights']): readonly string[] => {
  const named = Object.keys(weights).filter((name) => name !== '*');
  if ((weights['*'] ?? 0) <= 0) return named;
  const others = Object.keys(events).filter((name) => !Object.hasOwn(weights, name) && !isOurs(name));
  return [...named, ...others.sort()];
};

/** The score's parts, the greatest first; together they are its worth. */
export const engagementParts = (
  events: History,
  now: number,
  { weights, halfLife }: EngagementScoring,
): readonly EngagementPart[] =>
  namesIn(events, weights)
    .map((name) => {
      const past = eventsNamed(events, name).filter(({ at }) => at <= now);
      const weight = (Object.hasOwn(weights, name) ? weights[name] : weights['*']) ?? 0;
      const decayed = past.reduce((sum, { at }) => sum + 2 ** ((at - now) / halfLife), 0);
      return { name, count: past.length, worth: weight * decayed };
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || (a.name < b.name ? -1 : 1));

/** What the events up to a moment are worth, then or later. */
export const engagementWorth = (
  events: History,
  now: number,
  { weights, halfLife }: EngagementScoring,
  upTo = now,
): number => {
  let worth = 0;
  for (const name of namesIn(events, weights)) {
    const weight = (Object.hasOwn(weights, name) ? weights[name] : weights['*']) ?? 0;
    if (weight <= 0) continue;
    let decayed = 0;
    for (const { at } of eventsNamed(events, name)) {
      if (at > upTo) break;
      decayed += 2 ** ((at - now) / halfLife);
    }
    worth += weight * decayed;
  }
  return worth;
};

/** The step of a score, 0 to STEPS. */
export const engagementStep = (worth: number, { scale }: EngagementScoring): number =>
  Math.round(STEPS * -Math.expm1(-worth / scale));

export const scoreOfStep = (step: number): number => step / STEPS_A_POINT;

/** 0 to 100, in hundredths: `100 (1 - exp(-worth / scale))`. */
export const engagementScore = (events: History, now: number, scoring: EngagementScoring): number =>
  scoreOfStep(engagementStep(engagementWorth(events, now, scoring), scoring));

/**
 * The first millisecond after `now` at which a score has fallen to a lower step, if nothing happens. The worth halves
 * with every half-life, so the moment is known but for rounding; the milliseconds beside it are tried.
 */
export const whenScoreFallsTo = (
  step: number,
  events: History,
  now: number,
  scoring: EngagementScoring,
): number => {
  // Half a step above, where rounding turns.
  const wanted = -Math.log1p(-(step + 0.5) / STEPS) * scoring.scale;
  const worth = engagementWorth(events, now, scoring);
  const isDown = (at: number): boolean =>
    engagementStep(engagementWorth(events, at, scoring, now), scoring) <= step;
  let at = Math.max(now + 1, Math.round(now + scoring.halfLife * Math.log2(worth / wanted)));
  while (at > now + 1 && isDown(at - 1)) at -= 1;
  while (!isDown(at)) at += 1;
  return at;
};
