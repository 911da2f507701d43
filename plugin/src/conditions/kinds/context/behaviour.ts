import type { ContextCondition } from '../../condition';
import type { Facts } from '../../facts';
import { pathsOf } from '../../filter';
import { compileWhere } from '../../groups';
import type { ConditionBehaviour, Finding } from '../../kind';
import { readingOf } from '../../reading';
import { distanceFrom } from './near';

const MINUTE = 60_000;
const NOTHING = {};

/** Every zone in use is whole minutes from UTC, so a local time holds until the minute is over. */
const TOLD_BY_THE_CLOCK = new Set(['localTime', 'weekday']);

export const contextBehaviour: ConditionBehaviour<ContextCondition> = {
  kind: 'context',
  compile({ where, near }, tools) {
    const passes = compileWhere(where, tools);
    const reading = readingOf(where);
    const timed = pathsOf(where).some((path) => TOLD_BY_THE_CLOCK.has(path));
    const holds = (facts: Facts, distance: number | null): boolean =>
      passes(facts.context ?? NOTHING, facts) && (!near || (distance !== null && distance <= near.km));
    const test = (facts: Facts): boolean => holds(facts, near ? distanceFrom(near, facts.context) : null);
    return {
      test,
      // The way to the place stands behind what the filter's paths found.
      reading: ({ context }) =>
        near ? [...reading(context), distanceFrom(near, context)] : reading(context),
      ...(timed && {
        find(facts: Facts, now: number, found: Finding): boolean {
          found.until = (Math.floor(now / MINUTE) + 1) * MINUTE;
          return test(facts);
        },
      }),
    };
  },
  needs: () => ({ context: true }),
};
