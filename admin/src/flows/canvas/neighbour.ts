import type { DrawnFlow } from './graph';
import type { Laid } from './layout';

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

export const isDirection = (key: string): key is Direction =>
  key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight';

/** Cards that stand this near to the height of another stand beside it. */
const BESIDE = 60;

/** The card that an arrow key leads to: along a way up or down, or to the nearest one beside. */
export const neighbour = (
  { ways }: DrawnFlow,
  { cards }: Pick<Laid, 'cards'>,
  name: string,
  direction: Direction,
  root: string,
): string | undefined => {
  if (direction === 'ArrowDown') return ways.find(({ from }) => (from ?? root) === name)?.to;
  if (direction === 'ArrowUp') {
    const way = ways.find(({ to }) => to === name);
    return way && (way.from ?? root);
  }
  const here = cards.get(name);
  if (!here) return undefined;
  const sign = direction === 'ArrowRight' ? 1 : -1;
  const beside = [...cards]
    .filter(([other, at]) => other !== name && (at.x - here.x) * sign > 0 && Math.abs(at.y - here.y) < BESIDE)
    .sort(([, a], [, b]) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x));
  return beside[0]?.[0];
};
