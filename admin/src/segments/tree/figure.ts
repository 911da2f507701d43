import type { EventCondition, EventFigure } from '../../../../plugin/src/conditions/condition';
import { parseDuration } from '../../../../plugin/src/duration';
import { durationParts } from './amount';
import { without } from './without';

/** What is read of some events; `count` is how many there are. */
export const MEASURES = ['count', 'sum', 'average', 'min', 'max', 'distinct', 'first', 'last'] as const;
/** Those of a property. */
const FIGURES = ['sum', 'average', 'min', 'max', 'distinct', 'first', 'last'] as const;

/** Those that give a number. */
export const NUMBERS = ['count', 'sum', 'average', 'min', 'max', 'distinct'] as const;

export type Measure = (typeof MEASURES)[number];

/** Which figure it is, and of which property; a count has none. */
export const measureOf = (figure: EventFigure): { readonly measure: Measure; readonly path: string } => {
  for (const measure of FIGURES) {
    const path = figure[measure];
    if (path !== undefined) return { measure, path };
  }
  return { measure: 'count', path: '' };
};

/** The same events by another figure; a property that was chosen stays. */
export const withMeasure = <Figure extends EventFigure>(
  figure: Figure,
  measure: Measure,
  path = measureOf(figure).path,
): Figure => {
  const rest = without(figure, ...FIGURES);
  return (measure === 'count' ? rest : { ...rest, [measure]: path }) as Figure;
};

/** Whether the condition tests `value`: all but a plain count do. */
export const isValued = (leaf: EventCondition): boolean =>
  leaf.of !== undefined || measureOf(leaf).measure !== 'count';

const isNumber = (measure: Measure): boolean => (NUMBERS as readonly Measure[]).includes(measure);

/** Another figure, with a test that fits it. */
export const chooseMeasure = (leaf: EventCondition, measure: Measure): EventCondition => {
  const before = measureOf(leaf).measure;
  const { count, value, ...rest } = withMeasure(leaf, measure);
  const valued = measure !== 'count' || rest.of !== undefined;
  if (!valued) return { ...rest, count: count ?? { $gte: 1 } };
  const fits = value !== undefined && isNumber(before) === isNumber(measure);
  return { ...rest, value: fits ? value : isNumber(measure) ? { $gte: 1 } : { $eq: '' } };
};

/** Divided by another figure, or no more; a share is tested from a half on. */
export const withRatio = (leaf: EventCondition, of: EventFigure | undefined): EventCondition => {
  if (of) {
    return leaf.of ? { ...leaf, of } : { ...without(leaf, 'by', 'per', 'count'), of, value: { $gte: 0.5 } };
  }
  const plain = without(leaf, 'of', 'by', 'per', 'value');
  return chooseMeasure(plain, measureOf(plain).measure);
};

/** How many stretches of `per` the window has. */
export const stretchesIn = ({ within, per }: Pick<EventCondition, 'within' | 'per'>): number => {
  const [whole, each] = [parseDuration(within ?? ''), parseDuration(per ?? '')];
  return whole === undefined || each === undefined ? 2 : Math.max(2, Math.round(whole / each));
};

/** "In each of the last 4 stretches of 7 days": the window is the whole of them. */
export const withStretches = (leaf: EventCondition, count: number, per: string): EventCondition => {
  const parts = durationParts(per) ?? { count: 7, unit: 'd' };
  const whole = Math.max(2, Math.trunc(count)) * parts.count;
  return { ...leaf, per, within: `${whole}${parts.unit}` };
};
