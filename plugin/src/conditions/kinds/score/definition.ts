import { z } from 'zod';

import { isJsonObject, type Json } from '../../../json';
import type { ScoreCondition, ScoreName } from '../../condition';
import { defineConditionKind } from '../../definition';
import { numericFigureSchema } from '../../figure/figure.schema';
import { figureWords } from '../../figure/words';
import { numberTestSchema } from '../../filter/schema';
import { testWords } from '../../filter/words';
import { nearest } from '../../nearest';
import type { PopulationFigure } from '../../population-figure';
import { scoreBehaviour } from './behaviour';
import { lensNameOf } from './lens';
import { populationOfScore, SCORE_NAMES } from './source';

const isScoreName = (name: string): name is ScoreName => (SCORE_NAMES as readonly string[]).includes(name);

const scoreName = z.custom<ScoreName>().superRefine((value, context) => {
  if (typeof value === 'string' && isScoreName(value)) return;
  const name = String(value).slice(0, 40);
  const message = `There is no score "${name}". ${nearest(name, SCORE_NAMES)}`;
  context.addIssue({ code: 'custom', message });
});

const given = (options: ScoreCondition, names: readonly (keyof ScoreCondition)[]): readonly string[] =>
  names.filter((name) => options[name] !== undefined);

const options: z.ZodType<ScoreCondition> = z
  .strictObject({
    kind: z.literal('score'),
    name: scoreName.optional(),
    trait: z.string().min(1).max(200).optional().describe('the path of a number in the traits'),
    figure: numericFigureSchema.extend({ of: numericFigureSchema.optional() }).optional(),
    value: numberTestSchema.optional(),
    percentile: numberTestSchema.optional().describe('how many in a hundred are at or below'),
    zscore: numberTestSchema.optional().describe('standard deviations above the mean'),
  })
  .superRefine((condition, context) => {
    const fault = (path: string | undefined, message: string): void =>
      context.addIssue({ code: 'custom', path: path ? [path] : [], message });
    const sources = given(condition, ['name', 'trait', 'figure']);
    const lenses = given(condition, ['value', 'percentile', 'zscore']);
    if (sources.length !== 1) {
      fault(sources[1], 'Give one of "name" (a score), "trait" and "figure" (of an event).');
    }
    if (lenses.length !== 1) {
      fault(lenses[1], 'Give one of "value", "percentile" and "zscore".');
    }
    if (condition.value !== undefined && sources[0] !== 'name') {
      const kind = sources[0] === 'trait' ? 'trait' : 'event';
      fault(
        'value',
        `Its place among all people is asked here; for the value itself there is the kind "${kind}".`,
      );
    }
    if (condition.value === undefined && populationOfScore(condition.name)) {
      fault(
        lenses[0],
        `"${condition.name}" is a place among all people already, 1 to 5: ask for its "value".`,
      );
    }
  });

const NAMES: Readonly<Record<ScoreName, string>> = {
  engagement: 'the engagement score',
  'rfm.recency': 'days since the last order',
  'rfm.frequency': 'the number of orders',
  'rfm.monetary': 'what all orders add up to',
  'rfm.r': 'the fifth by recency (5 is best)',
  'rfm.f': 'the fifth by frequency (5 is best)',
  'rfm.m': 'the fifth by money spent (5 is best)',
};

/** What is compared: `the engagement score`, a trait's path, `the sum of total over "Order Completed"`. */
export const scoreWords = ({ name, trait, figure }: PopulationFigure): string => {
  if (figure) return figureWords(figure);
  return name ? (NAMES[name] ?? name) : (trait ?? 'a score');
};

const LENSES = {
  value: '',
  percentile: ', as a percentile of all people,',
  zscore: ', in standard deviations from the mean of all people,',
} as const;

const shown = (value: Json | undefined): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : 'unknown';

const asOf = (refreshedAt: Json | undefined): string =>
  typeof refreshedAt === 'number'
    ? ` (as of ${new Date(refreshedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC)`
    : ' (all people have not been looked at yet)';

export const scoreDefinition = defineConditionKind<ScoreCondition>({
  kind: 'score',
  label: 'Score',
  options,
  behaviour: scoreBehaviour,
  describe(condition) {
    const lens = lensNameOf(condition);
    return `${scoreWords(condition)}${LENSES[lens]} ${testWords(condition[lens] ?? null)}`;
  },
  explain(condition, { actual }) {
    if (!isJsonObject(actual)) return `${scoreWords(condition)} is ${shown(actual)}`;
    const { value, place, refreshedAt } = actual;
    const words = lensNameOf(condition) === 'percentile' ? 'percentile' : 'z-score';
    return `${scoreWords(condition)} is ${shown(value)}, ${words} ${shown(place)}${asOf(refreshedAt)}`;
  },
});
