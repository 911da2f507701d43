import type { Json } from '../../../../plugin/src/json';
import type { ScoreCondition, ScoreName } from '../../../../plugin/src/conditions/condition';
import { without } from './without';

export const SCORES: readonly ScoreName[] = [
  'engagement',
  'rfm.recency',
  'rfm.frequency',
  'rfm.monetary',
  'rfm.r',
  'rfm.f',
  'rfm.m',
];

/** A score by its name, a number among the traits, or an event's figure. */
export type Source = ScoreName | 'trait' | 'figure';
export type Lens = 'value' | 'percentile' | 'zscore';

/** Fifths are places among all people already. */
const isFifth = (source: Source): boolean => source === 'rfm.r' || source === 'rfm.f' || source === 'rfm.m';

export const sourceOf = ({ name, trait, figure }: ScoreCondition): Source =>
  figure ? 'figure' : trait !== undefined ? 'trait' : (name ?? 'engagement');

export const lensOf = ({ percentile, zscore }: ScoreCondition): Lens =>
  percentile !== undefined ? 'percentile' : zscore !== undefined ? 'zscore' : 'value';

/** How a source can be looked at: for a trait's or figure's own value there are kinds of their own. */
export const lensesOf = (source: Source): readonly Lens[] => {
  if (isFifth(source)) return ['value'];
  return source === 'trait' || source === 'figure'
    ? ['percentile', 'zscore']
    : ['value', 'percentile', 'zscore'];
};

/** Tests that most mean when they choose a lens. */
const FIRST: Readonly<Record<Lens, Json>> = {
  value: { $gte: 50 },
  percentile: { $gte: 90 },
  zscore: { $gte: 1 },
};

export const withLens = (leaf: ScoreCondition, lens: Lens, test: Json = FIRST[lens]): ScoreCondition => {
  return { ...without(leaf, 'value', 'percentile', 'zscore'), [lens]: test };
};

/** Another source; the way of looking stays where it can. */
export const withSource = (leaf: ScoreCondition, source: Source): ScoreCondition => {
  const rest = without(leaf, 'name', 'trait', 'figure');
  const chosen: ScoreCondition =
    source === 'trait'
      ? { ...rest, trait: '' }
      : source === 'figure'
        ? { ...rest, figure: { name: '', within: '90d' } }
        : { ...rest, name: source };
  const lenses = lensesOf(source);
  const lens = lensOf(leaf);
  if (isFifth(source)) return withLens(chosen, 'value', { $gte: 4 });
  return lenses.includes(lens) ? chosen : withLens(chosen, lenses[0] ?? 'percentile');
};
