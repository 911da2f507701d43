import type { ContextCondition } from '../../condition';
import { compileFilter, pathsOf } from '../../filter';
import type { ConditionBehaviour } from '../../kind';
import { readingOf } from '../../reading';

const MINUTE = 60_000;
const NOTHING = {};

/** Every zone in use is whole minutes from UTC, so a local time holds until the minute is over. */
const TOLD_BY_THE_CLOCK = new Set(['localTime', 'weekday']);

export const contextBehaviour: ConditionBehaviour<ContextCondition> = {
  kind: 'context',
  compile({ where }) {
    const holds = compileFilter(where);
    const reading = readingOf(where);
    const timed = pathsOf(where).some((path) => TOLD_BY_THE_CLOCK.has(path));
    return {
      test: (facts) => holds(facts.context ?? NOTHING, facts.groups),
      reading: (facts) => reading(facts.context),
      find(facts, now, found) {
        found.until = timed ? (Math.floor(now / MINUTE) + 1) * MINUTE : Infinity;
        return holds(facts.context ?? NOTHING, facts.groups);
      },
    };
  },
  needs: () => ({ context: true }),
};
