import {
  compile,
  createFuse,
  createFuseUntil,
  noFacts,
  type Condition,
  type EventFact,
  type Facts,
} from '../plugin/src';
import { assertSame, type Limit } from './limits';

export const title = 'Fifty conditions on one profile (profiles a second)';

const DAY = 86_400_000;
const NOW = 1_790_000_000_000;
const COUNTRIES = ['DE', 'AT', 'CH', 'US', 'FR', 'IT', 'ES', 'PL'];
const NAMES = ['Order Completed', 'Product Viewed', 'Product Added', 'Page Viewed', 'Email Clicked'];
const ROUND_MS = 150;
const ROUNDS = 9;

/** What one condition asks: two traits, or how often something happened in so many days, or both. */
interface Asked {
  readonly countries: readonly string[];
  readonly seats: number;
  readonly name: string | null;
  readonly times: number;
  readonly days: number;
}

const asked: readonly Asked[] = Array.from({ length: 50 }, (_, index) => ({
  countries: [0, 1, 2].map((step) => COUNTRIES[(index + step * 3) % COUNTRIES.length] as string),
  seats: index % 9,
  name: index % 2 === 0 ? null : (NAMES[index % NAMES.length] as string),
  times: 1 + (index % 4),
  days: [1, 7, 30, 90][index % 4] as number,
}));

const conditions: readonly Condition[] = asked.map(({ countries, seats, name, times, days }) => {
  const traits: Condition = {
    kind: 'trait',
    where: { country: { $in: [...countries] }, 'plan.seats': { $gte: seats } },
  };
  if (name === null) return traits;
  return { all: [traits, { kind: 'event', name, count: { $gte: times }, within: `${days}d` }] };
});

const people: readonly Facts[] = Array.from({ length: 64 }, (_, index) => ({
  ...noFacts(),
  profile: { id: `p${index}`, createdAt: 0 },
  traits: { country: COUNTRIES[index % COUNTRIES.length] as string, plan: { seats: index % 11 } },
  events: Object.fromEntries(
    NAMES.map((name, at) => [
      name,
      Array.from(
        { length: (index * (at + 3)) % 13 },
        (_unused, nth, of = (index * (at + 3)) % 13): EventFact => ({
          name,
          at: NOW - (of - nth) * (at + 2) * DAY + at,
          properties: {},
        }),
      ),
    ]),
  ),
}));

type Fused = (facts: Facts, now: number) => number;

/** One function for all fifty, as a compiler would write it for just these: every value is read once. */
const fuse = (): Fused => {
  const isIn = ({ countries }: Asked): string => {
    const isOne = `country === ${countries.map((one) => JSON.stringify(one)).join(' || country === ')}`;
    return `(${isOne} || (list !== null && list.some((country) => ${isOne})))`;
  };
  const events = NAMES.map((name, at) => `const e${at} = facts.events[${JSON.stringify(name)}] || [];`);
  const counts = NAMES.flatMap((_name, at) =>
    [1, 7, 30, 90].map(
      (days) =>
        `let n${at}_${days} = 0; for (let i = e${at}.length - 1; i >= 0 && e${at}[i].at > now - ${days * DAY}; i -= 1) if (e${at}[i].at <= now) n${at}_${days} += 1;`,
    ),
  );
  const lines = asked.map((one) => {
    const has = one.name === null ? '' : ` && n${NAMES.indexOf(one.name)}_${one.days} >= ${one.times}`;
    return `if (${isIn(one)} && seats >= ${one.seats}${has}) held += 1;`;
  });
  const body = `
    const traits = facts.traits, country = traits.country, plan = traits.plan;
    const list = Array.isArray(country) ? country : null;
    const seats = typeof plan === 'object' && plan !== null && plan.seats !== undefined ? plan.seats : null;
    let held = 0; ${events.join(' ')} ${counts.join(' ')} ${lines.join(' ')} return held;`;
  return new Function('facts', 'now', body) as Fused;
};

const profilesIn = (judge: Fused, ms: number): number => {
  const start = process.cpuUsage();
  let done = 0;
  let held = 0;
  let spent = 0;
  do {
    for (let turn = 0; turn < 20; turn += 1) for (const one of people) held += judge(one, NOW);
    done += people.length * 20;
    spent = process.cpuUsage(start).user / 1_000;
  } while (spent < ms);
  if (held < 0) throw new Error('unreachable');
  return (done / spent) * 1_000;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** All that stands against the one fused function. */
const sidesOf = () => {
  const judges = conditions.map(compile);
  const fused = fuse();
  const untils = createFuseUntil(compile)(conditions);
  const withUntil: Fused = (facts, now) => {
    let held = 0;
    let first = Infinity;
    untils(facts, now, (_index, value, until) => {
      if (value) held += 1;
      if (until < first) first = until;
    });
    return first < now ? -1 : held;
  };
  const oneByOne: Fused = (facts, now) => {
    let held = 0;
    for (const judge of judges) if (judge.until(facts, now).value) held += 1;
    return held;
  };
  const bulk = createFuse(compile)(conditions);
  if (!bulk.isGenerated) throw new Error('This process forbids generated code.');
  const answers = new Uint8Array(conditions.length);
  const inBulk: Fused = (facts, now) => {
    bulk(facts, now, answers);
    let held = 0;
    for (let index = 0; index < answers.length; index += 1) held += answers[index] as number;
    return held;
  };
  const plain: Fused = (facts, now) => {
    let held = 0;
    for (const { test } of judges) if (test(facts, now)) held += 1;
    return held;
  };
  return { withUntil, oneByOne, inBulk, plain, fused };
};

export const limits = (): readonly Limit[] => {
  const { fused, ...ours } = sidesOf();
  return Object.entries(ours).map(([what, judge]) => ({ what, ours: judge, limit: fused }));
};

export const run = async () => {
  assertSame(
    limits(),
    people.map((facts) => ({ facts, now: NOW })),
  );
  const { withUntil, oneByOne, inBulk, plain, fused } = sidesOf();
  const sides = [withUntil, oneByOne, inBulk, plain, fused];
  for (const side of sides) profilesIn(side, ROUND_MS);
  const rounds = Array.from({ length: ROUNDS }, () => sides.map((side) => profilesIn(side, ROUND_MS)));
  const [u = 0, o = 0, b = 0, p = 0, f = 0] = sides.map((_, index) =>
    median(rounds.map((round) => round[index] ?? 0)),
  );
  const row = (what: string, ours: number, aim: string) => ({
    what,
    ours: Math.round(ours),
    peer: Math.round(f),
    ratio: ours / f,
    aim,
  });
  return [
    row('with until, as on the request path, against one fused function', u, '0.15'),
    row('the same one after the other, as the ring judges whom an event is about', o, ''),
    row('the values alone, as in bulk, against one fused function', b, '0.4'),
    row('the same where code may not be generated, by closures', p, ''),
  ];
};
