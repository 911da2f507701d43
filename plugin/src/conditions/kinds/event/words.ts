import { describeDuration } from '../../../duration';
import { isJsonObject, type Json } from '../../../json';
import type { EventCondition } from '../../condition';
import { figureNamed } from '../../figure/tally';
import { eventsWords, figureWords, timesWords } from '../../figure/words';
import { testWords, valueWords } from '../../filter/words';
import { windowWords } from '../../window';

/** ` in each stretch of 7 days of the last 28 days`, or the window alone. */
const when = ({ within, per }: EventCondition): string =>
  per === undefined || within === undefined
    ? windowWords(within)
    : ` in every ${describeDuration(per)} of the last ${describeDuration(within)}`;

const isCount = (options: EventCondition): boolean => !options.of && !figureNamed(options);

/** `did "Product Viewed" with the same product_id at least 3 times in the last 7 days` */
export const describeEvent = (options: EventCondition): string => {
  const { by, value = null, count } = options;
  const same = by === undefined ? '' : ` with the same ${by}`;
  if (isCount(options)) return `did ${eventsWords(options)}${same} ${timesWords(count)}${when(options)}`;
  const figure = figureWords({ ...options, within: options.per === undefined ? options.within : undefined });
  const window = options.per === undefined ? '' : when(options);
  return `${figure}${same}${window} ${testWords(value)}`;
};

/** A ratio to three places: more says nothing to anybody. */
const shown = (value: Json): string => {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return typeof value === 'number' ? String(Math.round(value * 1_000) / 1_000) : valueWords(value);
};

/** `4 × "Product Viewed" with the same product_id (p-7) in the last 7 days` */
export const explainEvent = (options: EventCondition, actual: Json): string => {
  const { by, within } = options;
  const found = by !== undefined && isJsonObject(actual) ? actual : { is: actual, by: null };
  const is = found.is ?? null;
  const one = found.by ?? null;
  const same = by === undefined ? '' : ` with the same ${by}${one === null ? '' : ` (${shown(one)})`}`;
  if (isCount(options)) {
    return `${is === null ? '0' : shown(is)} × ${eventsWords(options)}${same}${when(options)}`;
  }
  return `${figureWords({ ...options, within: undefined })}${same} is ${shown(is)}${
    options.per === undefined ? windowWords(within) : when(options)
  }`;
};
