import { evalCondition } from '@growthbook/growthbook';

import {
  compile,
  noFacts,
  type Condition,
  type EventFact,
  type Facts,
  type JsonObject,
  type Verdict,
} from '../plugin/src';
import { assertSame, type Limit } from './limits';

export const title = 'One condition on one profile (judgements a second)';

const DAY = 86_400_000;
const NOW = 1_790_000_000_000;

const TRAITS: Condition = {
  all: [
    { kind: 'trait', where: { country: { $in: ['DE', 'AT', 'CH'] }, 'plan.seats': { $gte: 5 } } },
    { not: { kind: 'trait', where: { email: { $regex: '@example\\.org$' } } } },
  ],
};

const WINDOW: Condition = {
  all: [
    { kind: 'trait', where: { country: { $in: ['DE', 'AT', 'CH'] } } },
    { kind: 'event', name: 'Order Completed', count: { $gte: 3 }, within: '30d' },
  ],
};

/** People who differ in everything that is asked, so that no branch is always the same. */
const people: readonly Facts[] = Array.from({ length: 64 }, (_, index) => {
  const orders = Array.from(
    { length: index % 9 },
    (_unused, order): EventFact => ({
      name: 'Order Completed',
      at: NOW - (9 - order) * 7 * DAY,
      properties: {},
    }),
  );
  return {
    ...noFacts(),
    profile: { id: `p${index}`, createdAt: 0 },
    traits: {
      country: ['DE', 'AT', 'CH', 'US', 'FR'][index % 5] as string,
      plan: { seats: index % 11 },
      email: index % 7 === 0 ? `a${index}@example.org` : `a${index}@example.com`,
    },
    events: { 'Order Completed': orders },
  };
});

const STAFF = /@example\.org$/;

/** As one writes them by hand, missing values, mixed types and lists included: they pass the same truth tables. */
const isIn = (value: unknown): boolean => value === 'DE' || value === 'AT' || value === 'CH';
const country = ({ country: value }: JsonObject): boolean =>
  Array.isArray(value) ? value.some(isIn) : isIn(value);
const byHandTraits = ({ traits }: Facts): boolean => {
  if (!country(traits)) return false;
  const { plan } = traits;
  const seats = typeof plan === 'object' && plan !== null ? ((plan as JsonObject).seats ?? null) : null;
  if (!((seats as number) >= 5)) return false;
  return !STAFF.test(String(traits.email ?? null));
};
/** The same, saying why as ours does: what the making of reasons leaves of hand-written code (ADR 0019). */
const byHandWhy = ({ traits }: Facts): Verdict => {
  const place = traits.country ?? null;
  const { plan } = traits;
  const seats = typeof plan === 'object' && plan !== null ? ((plan as JsonObject).seats ?? null) : null;
  if (!country(traits) || !((seats as number) >= 5)) {
    const reasons = [{ path: 'all.0', kind: 'trait', value: false, actual: [place, seats] }];
    return { value: false, until: null, reasons };
  }
  const email = traits.email ?? null;
  const isStaff = STAFF.test(String(email));
  const second = { path: 'all.1.not', kind: 'trait', value: isStaff, actual: [email] };
  if (isStaff) return { value: false, until: null, reasons: [second] };
  const first = { path: 'all.0', kind: 'trait', value: true, actual: [place, seats] };
  return { value: true, until: null, reasons: [first, second] };
};
const byHandWindow = ({ traits, events }: Facts, now: number): boolean => {
  if (!country(traits)) return false;
  const orders = events['Order Completed'] ?? [];
  let count = 0;
  for (const { at } of orders) if (at > now - 30 * DAY && at <= now) count += 1;
  return count >= 3;
};

const growthBook = {
  country: { $in: ['DE', 'AT', 'CH'] },
  'plan.seats': { $gte: 5 },
  $not: { email: { $regex: '@example\\.org$' } },
};

type Judging = (facts: Facts, now: number) => unknown;

const ROUND_MS = 60;
const ROUNDS = 9;

const judgementsIn = (judge: Judging, ms: number): number => {
  const start = process.cpuUsage();
  let done = 0;
  let held = 0;
  let spent = 0;
  do {
    for (let turn = 0; turn < 50; turn += 1) for (const one of people) if (judge(one, NOW)) held += 1;
    done += people.length * 50;
    // The processor's time and not the clock's: a busy neighbour does not count.
    spent = process.cpuUsage(start).user / 1_000;
  } while (spent < ms);
  if (held < 0) throw new Error('unreachable');
  return (done / spent) * 1_000;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Each judged in turn, round after round, so that a busy neighbour slows all of them alike. */
const measure = (judges: readonly Judging[]): readonly number[] => {
  for (const judge of judges) judgementsIn(judge, ROUND_MS);
  const rounds = Array.from({ length: ROUNDS }, () => judges.map((judge) => judgementsIn(judge, ROUND_MS)));
  return judges.map((_, index) => median(rounds.map((round) => round[index] ?? 0)));
};

const sdk: Judging = ({ traits: given }) => evalCondition(given as never, growthBook as never);

/** What ours is measured against here; GrowthBook's SDK among them. */
export const limits = (): readonly Limit[] => {
  const traits = compile(TRAITS);
  const windowed = compile(WINDOW);
  return [
    { what: 'traits', ours: traits.test, limit: byHandTraits },
    { what: 'traits with until', ours: (facts, now) => traits.until(facts, now).value, limit: byHandTraits },
    { what: 'traits with reasons', ours: (facts, now) => ({ ...traits(facts, now) }), limit: byHandWhy },
    { what: 'GrowthBook', ours: traits.test, limit: sdk },
    { what: 'window', ours: windowed.test, limit: byHandWindow },
    {
      what: 'window with until',
      ours: (facts, now) => windowed.until(facts, now).value,
      limit: byHandWindow,
    },
    { what: 'window with reasons', ours: (facts, now) => windowed(facts, now).value, limit: byHandWindow },
  ];
};

export const run = async () => {
  assertSame(
    limits(),
    people.map((facts) => ({ facts, now: NOW })),
  );
  const traits = compile(TRAITS);
  const windowed = compile(WINDOW);

  // Each is called from a place of its own, as code does that holds one condition: the engine then sees through it.
  const [t = 0, tu = 0, tv = 0, th = 0, ty = 0, ts = 0, w = 0, wu = 0, wv = 0, wh = 0] = measure([
    (facts, now) => traits.test(facts, now),
    (facts, now) => traits.until(facts, now).value,
    (facts, now) => traits(facts, now).value,
    (facts) => byHandTraits(facts),
    (facts) => byHandWhy(facts).value,
    sdk,
    (facts, now) => windowed.test(facts, now),
    (facts, now) => windowed.until(facts, now).value,
    (facts, now) => windowed(facts, now).value,
    (facts, now) => byHandWindow(facts, now),
  ]);
  const row = (what: string, ours: number, peer: number, aim: string) => ({
    what,
    ours: Math.round(ours),
    peer: Math.round(peer),
    ratio: ours / peer,
    aim,
  });
  return [
    row('three traits, against hand-written JavaScript', t, th, '0.5'),
    row('three traits with until, against hand-written', tu, th, '0.25'),
    row('three traits with reasons and until, against hand-written', tv, th, '0.25'),
    row('the same, against hand-written code that makes the same reasons', tv, ty, '0.5'),
    row("three traits, against GrowthBook's SDK", t, ts, '10'),
    row('a trait and 3 orders in 30 days, against hand-written', w, wh, '0.5'),
    row('a trait and 3 orders in 30 days, with until', wu, wh, '0.25'),
    row('a trait and 3 orders in 30 days, with reasons and until', wv, wh, '0.25'),
  ];
};
