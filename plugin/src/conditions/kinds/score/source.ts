import {
  DAY,
  engagementStep,
  engagementWorth,
  nextTurn,
  quintileOf,
  rfmValues,
  scoreOfStep,
  whenScoreFallsTo,
  type Staircase,
} from '../../../scores';
import type { ScoreCondition, ScoreName } from '../../condition';
import { numberIn } from '../../event-view';
import type { EventFact, Facts } from '../../facts';
import { compileFigure } from '../../figure/figure';
import { pathReader } from '../../filter/path';
import { firstAfter, historyReader } from '../../history';
import type { Finding, KindTools } from '../../kind';
import { populationKey } from '../../population-figure';
import { populationIn, type Lens } from './lens';

/** Where a value comes from, and how it changes as time passes. */
export interface Source {
  value(facts: Facts, now: number): number | null;
  /** When the answer turns if nothing happens; Infinity when only a new fact can turn it. */
  until(facts: Facts, now: number, lens: Lens): number;
}

/** A thousand years: what has not turned by then is not waited for. */
const MOST_DAYS = 365_250;

const nextOf = (events: readonly EventFact[], now: number): number =>
  events[firstAfter(events, now)]?.at ?? Infinity;

/** When the answer turns on a value's way up or down its steps. */
const turnOf = (stairs: Staircase, facts: Facts, lens: Lens, whenAt: (step: number) => number): number => {
  const seen = (step: number): number | null => lens.look(stairs.at(step), facts);
  const turn = nextTurn({ ...stairs, at: seen }, lens.marks, lens.holds);
  return turn === undefined ? Infinity : whenAt(turn);
};

const engagement = ({ scoring }: KindTools): Source => {
  const stepAt = (facts: Facts, now: number): number => {
    const settings = scoring().engagement;
    return engagementStep(engagementWorth(facts.events, now, settings), settings);
  };
  return {
    value: (facts, now) => scoreOfStep(stepAt(facts, now)),
    until(facts, now, lens) {
      const turn = turnOf({ from: stepAt(facts, now), to: 0, at: scoreOfStep }, facts, lens, (step) =>
        whenScoreFallsTo(step, facts.events, now, scoring().engagement),
      );
      return Math.min(turn, ...Object.values(facts.events).map((events) => nextOf(events, now)));
    },
  };
};

const PART = {
  recency: 'recency',
  r: 'recency',
  frequency: 'frequency',
  f: 'frequency',
  monetary: 'monetary',
  m: 'monetary',
} as const;

type RfmName = keyof typeof PART;

const POPULATIONS: Readonly<Record<'recency' | 'frequency' | 'monetary', string>> = {
  recency: populationKey({ name: 'rfm.recency' }),
  frequency: populationKey({ name: 'rfm.frequency' }),
  monetary: populationKey({ name: 'rfm.monetary' }),
};

/** 5 for the best fifth: the latest, the most frequent, those who spent most. */
const fifthOf = (value: number | null, part: (typeof PART)[RfmName], facts: Facts): number | null => {
  const population = populationIn(facts, POPULATIONS[part]);
  const fifth = value === null || !population ? null : quintileOf(value, population);
  return fifth !== null && part === 'recency' ? 6 - fifth : fifth;
};

const rfm = (name: RfmName, { scoring }: KindTools): Source => {
  const part = PART[name];
  const seen = (value: number | null, facts: Facts): number | null =>
    name === part ? value : fifthOf(value, part, facts);
  const raw = (facts: Facts, now: number): number | null => rfmValues(facts.events, now, scoring().rfm)[part];
  return {
    value: (facts, now) => seen(raw(facts, now), facts),
    until(facts, now, lens) {
      const orders = historyReader(scoring().rfm.event)(facts);
      const next = nextOf(orders, now);
      const days = part === 'recency' ? raw(facts, now) : null;
      if (days === null) return next;
      const last = orders[firstAfter(orders, now) - 1]?.at ?? now;
      const stairs: Staircase = { from: days, to: days + MOST_DAYS, at: (day) => seen(day, facts) };
      return Math.min(
        next,
        turnOf(stairs, facts, lens, (day) => last + day * DAY),
      );
    },
  };
};

const ofTrait = (path: string): Source => {
  const read = pathReader(path);
  return { value: ({ traits }) => numberIn(read(traits) as never), until: () => Infinity };
};

const ofFigure = (options: NonNullable<ScoreCondition['figure']>, tools: KindTools): Source => {
  const figure = compileFigure(options, tools);
  const found: Finding = { until: Infinity, actual: null, explain: false };
  return {
    value: (facts, now) => numberIn(figure.value(facts, now)),
    until(facts, now, lens) {
      figure.find(facts, now, (value) => lens.holds(lens.look(numberIn(value), facts)), found);
      return found.until;
    },
  };
};

const isRfm = (name: string): name is RfmName => Object.hasOwn(PART, name);

export const SCORE_NAMES: readonly ScoreName[] = [
  'engagement',
  'rfm.recency',
  'rfm.frequency',
  'rfm.monetary',
  'rfm.r',
  'rfm.f',
  'rfm.m',
];

/** The population that a score by fifths is measured against. */
export const populationOfScore = (name: ScoreName | undefined): ScoreName | null => {
  const part = name?.replace('rfm.', '') ?? '';
  return isRfm(part) && part !== PART[part] ? `rfm.${PART[part]}` : null;
};

/** Nothing is known of a score that nobody knows. */
const UNKNOWN: Source = { value: () => null, until: () => Infinity };

export const compileSource = (
  { name, trait, figure }: Pick<ScoreCondition, 'name' | 'trait' | 'figure'>,
  tools: KindTools,
): Source => {
  if (trait !== undefined) return ofTrait(trait);
  if (figure) return ofFigure(figure, tools);
  if (name === 'engagement') return engagement(tools);
  const part = name?.replace('rfm.', '') ?? '';
  return isRfm(part) ? rfm(part, tools) : UNKNOWN;
};
