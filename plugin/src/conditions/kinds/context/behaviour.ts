import type { ContextCondition } from '../../condition';
import type { Facts } from '../../facts';
import { compileFilter, pathsOf } from '../../filter';
import type { ConditionBehaviour } from '../../kind';
import { readingOf } from '../../reading';
import { distanceFrom } from './near';

const MINUTE = 60_000;
const NOTHING = {};

/** Every zone in use is whole minutes from UTC, so a local time holds until the minute is over. */
const TOLD_BY_THE_CLOCK = new Set(['localTime', 'weekday']);

export const contextBehaviour: ConditionBehaviour<ContextCondition> = {
  kind: 'context',
  compile({ where, near }) {
    const passes = compileFilter(where);
    const reading = readingOf(where);
    const timed = pathsOf(where).some((path) => TOLD_BY_THE_CLOCK.has(path));
    const holds = ({ context = NOTHING, groups }: Facts, distance: number | null): boolean =>
      passes(context, groups) && (!near || (distance !== null && distance <= near.km));
    return {
      test: (facts) => holds(facts, near ? distanceFrom(near, facts.context) : null),
      // The way to the place stands behind what the filter's paths found.
      reading: ({ context }) =>
        near ? [...reading(context), distanceFrom(near, context)] : reading(context),
      find(facts, now, found) {
        found.until = timed ? (Math.floor(now / MINUTE) + 1) * MINUTE : Infinity;
        return holds(facts, near ? distanceFrom(near, facts.context) : null);
      },
    };
  },
  needs: () => ({ context: true }),
};
