import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';

import { NOW, person, sessionLeaf } from '../../../../../tests/support/condition-arbitraries';
import { parseDuration } from '../../../duration';
import type { Json } from '../../../json';
import type { SessionCondition } from '../../condition';
import { compile } from '../../conditions';
import type { EventFact, Facts } from '../../facts';
import { matches } from '../../filter';

const campaignIn = ({ properties }: EventFact): string | null =>
  /utm_campaign=(\w+)/.exec(String(properties.url ?? ''))?.[1] ?? null;

/** Events put one by one into visits, each visit looked at anew for every event. */
const visits = (events: readonly EventFact[]): EventFact[][] => {
  const found: EventFact[][] = [];
  for (const event of events) {
    const visit = found.at(-1);
    const campaign =
      visit
        ?.map(campaignIn)
        .filter((one) => one !== null)
        .at(-1) ?? null;
    const other = campaignIn(event);
    const isOver =
      !visit || event.at - (visit.at(-1)?.at ?? 0) >= 1_800_000 || (other !== null && other !== campaign);
    if (isOver) found.push([event]);
    else visit.push(event);
  }
  return found;
};

const fieldsOf = (visit: readonly EventFact[]): Record<string, Json> => {
  const named = (name: string) => visit.filter((event) => event.name === name);
  const idle = [...named('Page Viewed'), ...named('Scroll Depth Reached')];
  return {
    duration: ((visit.at(-1)?.at ?? 0) - (visit[0]?.at ?? 0)) / 1_000,
    pages: named('Page Viewed').length,
    scroll: Math.max(
      0,
      ...named('Scroll Depth Reached').map(({ properties }) => Number(properties.depth ?? 0)),
    ),
    bounce: named('Page Viewed').length <= 1 && idle.length === visit.length,
    campaign: visit.map(campaignIn).find((one) => one !== null) ?? null,
    events: visit.length,
  };
};

const startOf = (within: string | undefined, facts: Facts, now: number): number => {
  if (within === undefined) return -Infinity;
  const length = parseDuration(within);
  if (length !== undefined) return now - length + 1;
  const unit = within === 'today' ? 'day' : within === 'this week' ? 'week' : 'month';
  const local = DateTime.fromMillis(now, { zone: facts.profile?.timezone ?? 'UTC' });
  return (local.isValid ? local : DateTime.fromMillis(now, { zone: 'UTC' })).startOf(unit).toMillis();
};

const oracle = ({ which, where, count, within }: SessionCondition, facts: Facts, now: number): boolean => {
  const past = Object.values(facts.events)
    .flat()
    .sort((a, b) => a.at - b.at)
    .filter(({ at }) => at <= now);
  const all = visits(past);
  const asked = which === 'first' ? all.slice(0, 1) : which === 'last' ? all.slice(-1) : all;
  const from = startOf(within, facts, now);
  const passing = asked.filter(
    (visit) => (visit[0]?.at ?? 0) >= from && matches(where ?? {}, fieldsOf(visit)),
  );
  return matches({ n: count ?? { $gte: 1 } }, { n: passing.length });
};

describe('any condition on visits', { timeout: 60_000 }, () => {
  it('is what its words say, and changes only at an until', () => {
    fc.assert(
      fc.property(sessionLeaf, person, (asked, facts) => {
        const judge = compile(asked);
        let now = NOW;
        for (let step = 0; step < 10; step += 1) {
          const { value, until } = judge(facts, now);
          expect(value).toBe(oracle(asked, facts, now));
          if (until === null) return;
          expect(oracle(asked, facts, until - 1)).toBe(value);
          now = until;
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
