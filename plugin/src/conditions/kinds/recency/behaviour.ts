import { parseDuration } from '../../../duration';
import type { RecencyCondition } from '../../condition';
import { compileMatch, productFieldsIn } from '../../event-view';
import { textOf } from '../../filter/plain';
import type { EventFact, Facts } from '../../facts';
import { firstAfter, historyReader } from '../../history';
import type { ConditionBehaviour } from '../../kind';

interface Bound {
  holds(age: number): boolean;
  /** The least age at which the answer is another than at a smaller one. */
  readonly turnsAt: number;
}

const BOUNDS: Readonly<Record<string, (limit: number) => Bound>> = {
  $lt: (limit) => ({ holds: (age) => age < limit, turnsAt: limit }),
  $lte: (limit) => ({ holds: (age) => age <= limit, turnsAt: limit + 1 }),
  $gt: (limit) => ({ holds: (age) => age > limit, turnsAt: limit + 1 }),
  $gte: (limit) => ({ holds: (age) => age >= limit, turnsAt: limit }),
};

export const RECENCY_OPERATORS = Object.keys(BOUNDS);

/** An unknown operator or duration holds of nothing, as in filters. */
const NOTHING: Bound = { holds: () => false, turnsAt: Infinity };

const boundsOf = (value: RecencyCondition['value']): readonly Bound[] =>
  Object.entries(value).map(([operator, text]) => {
    const limit = parseDuration(textOf(text));
    return limit === undefined ? NOTHING : (BOUNDS[operator]?.(limit) ?? NOTHING);
  });

type Moments = readonly [latestSoFar: number, nextToCome: number];

/** A visit that is known by its time alone: the profile says when somebody was first and last seen. */
const seenMoment = ({ profile }: Facts, first: boolean): number | null =>
  (first ? profile?.firstSeenAt : profile?.lastSeenAt) ?? null;

export const recencyBehaviour: ConditionBehaviour<RecencyCondition> = {
  kind: 'recency',
  compile({ name, where, which = 'last', value: wanted }, tools) {
    const first = which === 'first';
    const history = historyReader(name);
    const matches = compileMatch(where, tools);
    const bounds = boundsOf(wanted);
    const seenCounts = name === '*' && !matches;
    const holds = (age: number): boolean => bounds.every((bound) => bound.holds(age));

    /** When it happened, as far as `now` can know; -Infinity for never. */
    const momentsOf = (facts: Facts, now: number): Moments => {
      tools.patterns.begin();
      const events = history(facts);
      const counts = (event: EventFact): boolean => !matches || matches(event, facts);
      const end = firstAfter(events, now);
      const past = events.slice(0, end);
      const found = first ? past.find(counts) : past.findLast(counts);
      const next = events.slice(end).find(counts)?.at ?? Infinity;
      const seen = seenCounts ? seenMoment(facts, first) : null;
      if (seen === null) return [found?.at ?? -Infinity, next];
      if (seen > now) return [found?.at ?? -Infinity, Math.min(next, seen)];
      if (!found) return [seen, next];
      return [first ? Math.min(found.at, seen) : Math.max(found.at, seen), next];
    };

    return {
      test: (facts, now) => holds(now - momentsOf(facts, now)[0]),
      find(facts, now, found) {
        const [at, next] = momentsOf(facts, now);
        const age = now - at;
        const value = holds(age);
        if (age === Infinity) {
          found.until = next;
          found.actual = null;
          return value;
        }
        const turns = bounds
          .map((bound) => bound.turnsAt)
          .filter((turn) => turn > age && holds(turn) !== value);
        // The first happening stays the first; the last one is replaced by the next to come.
        const replaced = first ? Infinity : next;
        found.until = Math.min(at + Math.min(...turns), replaced);
        found.actual = age;
        return value;
      },
    };
  },
  needs: ({ name, where }) =>
    name === '*' && !where ? { seen: true } : { events: [name], products: productFieldsIn(where) },
};
