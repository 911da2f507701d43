import type { Json } from '../../json';
import type { EventFigure } from '../condition';
import { compileGather, type Gathered } from '../gather';
import type { KindTools } from '../kind';
import type { CompiledFigure } from './figure';
import { figureOf, sumUp, type Inside } from './inside';
import { tallyOf } from './tally';

/** Nothing, where there is nothing to divide by. */
const divided = (figure: Json, by: Json): number | null =>
  typeof figure === 'number' && typeof by === 'number' && by !== 0 ? figure / by : null;

/** When the oldest of those left falls out; Infinity when none does. */
const nextToLeave = ({ at }: Inside, left: number, { stretch }: Gathered): number =>
  left === 0 ? Infinity : stretch.leaves(at(left - 1));

/** A figure divided by another, each in its own window: both windows move. */
export const compileRatio = (options: EventFigure, of: EventFigure, tools: KindTools): CompiledFigure => {
  const upper = compileGather(options, tools);
  const lower = compileGather({ ...of, within: of.within ?? options.within }, tools);
  const upperTally = tallyOf(options);
  const lowerTally = tallyOf(of);
  return {
    value: (facts, now) =>
      divided(
        figureOf(upper.events(facts, now), upperTally(), facts),
        figureOf(lower.events(facts, now), lowerTally(), facts),
      ),
    find(facts, now, holds, found) {
      const above = upper.all(facts, now);
      const below = lower.all(facts, now);
      const top = sumUp(above.events, upperTally(), facts);
      const bottom = sumUp(below.events, lowerTally(), facts);
      let ups = top.size;
      let downs = bottom.size;
      const ratio = () => divided(top.figure(ups), bottom.figure(downs));
      const actual = ratio();
      const value = holds(actual);
      let turn = Infinity;
      for (;;) {
        const moment = Math.min(nextToLeave(top, ups, above), nextToLeave(bottom, downs, below));
        if (moment === Infinity) break;
        while (nextToLeave(top, ups, above) === moment) ups -= 1;
        while (nextToLeave(bottom, downs, below) === moment) downs -= 1;
        if (holds(ratio()) !== value) {
          turn = moment;
          break;
        }
      }
      found.until = Math.min(turn, above.next, below.next);
      found.actual = actual;
      return value;
    },
  };
};
