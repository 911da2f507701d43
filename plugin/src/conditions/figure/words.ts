import type { Json } from '../../json';
import type { EventFigure } from '../condition';
import { filterWords, testWords } from '../filter/words';
import { windowWords } from '../window';
import { figureNamed, type PathFigure } from './tally';

const subject = (name: string): string => (name === '*' ? 'any event' : `"${name}"`);

/** `"Order Completed" with total is more than 50` */
export const eventsWords = ({ name, where }: EventFigure): string =>
  where ? `${subject(name)} with ${filterWords(where)}` : subject(name);

const FIGURE_WORDS: Readonly<Record<PathFigure, (path: string) => string>> = {
  sum: (path) => `the sum of ${path} over`,
  average: (path) => `the average ${path} of`,
  min: (path) => `the least ${path} of`,
  max: (path) => `the greatest ${path} of`,
  distinct: (path) => `the number of different ${path} of`,
  first: (path) => `the ${path} of the first`,
  last: (path) => `the ${path} of the last`,
};

/** `the average total of "Order Completed" in the last 90 days` */
export const figureWords = (figure: EventFigure & { readonly of?: EventFigure }): string => {
  const named = figureNamed(figure);
  const start = named ? FIGURE_WORDS[named[0]](named[1]) : 'the number of';
  const words = `${start} ${eventsWords(figure)}${windowWords(figure.within)}`;
  return figure.of ? `${words} divided by ${figureWords(figure.of)}` : words;
};

/** `at least 3 times` */
export const timesWords = (count: Json | undefined): string => {
  if (count === undefined) return 'at least once';
  if (typeof count !== 'object' || count === null) return `exactly ${String(count)} times`;
  const entries = Object.entries(count);
  const [[operator, amount] = []] = entries;
  if (entries.length === 1 && operator === '$gte')
    return amount === 1 ? 'at least once' : `at least ${String(amount)} times`;
  if (entries.length === 1 && operator === '$eq' && amount === 0) return 'never';
  return `a number of times that ${testWords(count)}`;
};
