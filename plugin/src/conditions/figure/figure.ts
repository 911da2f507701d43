import type { Json } from '../../json';
import type { EventFigure } from '../condition';
import type { Facts } from '../facts';
import { compileGather } from '../gather';
import type { Finding, KindTools } from '../kind';
import { figureOf, firstTurn, sumUp } from './inside';
import { compileRatio } from './ratio';
import { tallyOf } from './tally';

/** A figure of somebody's events, made ready to be asked many times. */
export interface CompiledFigure {
  value(facts: Facts, now: number): Json;
  /** Whether the figure passes; what it is, and until when it passes or not, are written into `found`. */
  find(facts: Facts, now: number, holds: (value: Json) => boolean, found: Finding): boolean;
}

const compileOne = (options: EventFigure, tools: KindTools): CompiledFigure => {
  const gather = compileGather(options, tools);
  const tally = tallyOf(options);
  return {
    value: (facts, now) => figureOf(gather.events(facts, now), tally(), facts),
    find(facts, now, holds, found) {
      const { events, stretch, next } = gather.all(facts, now);
      const inside = sumUp(events, tally(), facts);
      const actual = inside.figure(inside.size);
      const value = holds(actual);
      const turn = firstTurn(inside, stretch, (left) => holds(inside.figure(left)) !== value);
      found.until = Math.min(turn, next);
      found.actual = actual;
      return value;
    },
  };
};

/** One figure, or one divided by another. */
export const compileFigure = (
  options: EventFigure & { readonly of?: EventFigure },
  tools: KindTools,
): CompiledFigure => (options.of ? compileRatio(options, options.of, tools) : compileOne(options, tools));
