import type { SessionCondition } from '../../condition';
import type { Facts } from '../../facts';
import { firstTurn } from '../../figure/inside';
import { compileFigureTest } from '../../figure/test';
import { compileWhere } from '../../groups';
import { firstAfter, historyReader } from '../../history';
import type { ConditionBehaviour } from '../../kind';
import { compileWindow } from '../../window';
import { sessionsIn, type Session } from './sessions';

const AT_LEAST_ONCE = { $gte: 1 };

/** The sessions that are asked about. */
const chosen = (sessions: readonly Session[], which: SessionCondition['which']): readonly Session[] => {
  if (which === 'first') return sessions.slice(0, 1);
  return which === 'last' ? sessions.slice(-1) : sessions;
};

export const sessionBehaviour: ConditionBehaviour<SessionCondition> = {
  kind: 'session',
  compile({ which, where = {}, count, within }, tools) {
    const history = historyReader('*');
    const passes = compileWhere(where, tools);
    const stretchAt = compileWindow(within, tools);
    const holds = compileFigureTest(count ?? AT_LEAST_ONCE);

    /** Those that pass, of the events up to `end`. */
    const inside = (facts: Facts, now: number) => {
      const events = history(facts);
      const end = firstAfter(events, now);
      const stretch = stretchAt(facts, now);
      const sessions = chosen(sessionsIn(events.slice(0, end)), which);
      const passing = sessions.filter(({ at, fields }) => at > stretch.after && passes(fields, facts));
      return { sessions, passing, stretch, next: events[end]?.at ?? Infinity };
    };

    return {
      test: (facts, now) => holds(inside(facts, now).passing.length),
      find(facts, now, found) {
        const { sessions, passing, stretch, next } = inside(facts, now);
        const size = passing.length;
        const value = holds(size);
        const at = (nth: number): number => (passing[size - 1 - nth] as Session).at;
        const turn = firstTurn({ size, at }, stretch, (left) => holds(left) !== value);
        const [one] = sessions;
        found.until = Math.min(turn, next);
        found.actual = which === 'first' || which === 'last' ? (one?.fields ?? null) : size;
        return value;
      },
    };
  },
  needs: () => ({ events: ['*'] }),
};
