import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'vitest';

import { logInAgain, registerAdmin } from './admin';
import { startSlowSink } from './slow-sink';
import { spawnStrapi, type StrapiProcess } from './strapi-process.mjs';
import { TEST_KEYS } from './strapi';
import { createTracker } from './tracking';
import { spawnWorker, type Killable } from './worker-process';

export interface RaceOptions {
  readonly mails: number;
  /** Those that do the work. */
  readonly processes: number;
  /**
   * Whether they are `npx attune worker` beside one that serves the web: where Redis hands the work out, that one does
   * none of it; else it is one of them. Any of them is killed. It needs PostgreSQL.
   */
  readonly workers?: boolean;
  readonly postgresUrl?: string;
  /** Hands the work out over this Redis. */
  readonly redisUrl?: string;
  /** How many times a process is killed while mails go out; it is started again each time. */
  readonly kills: number;
  /** The trigger: an event for each person, or one schedule for a segment of them all. */
  readonly trigger?: 'event' | 'schedule';
  /**
   * Whether people come in portions, one before each kill, and the kills fall at any moment of their way: while they
   * enter, wait, are claimed or written to. Else all come at once, and the kills fall while mails go out.
   */
  readonly drawnOut?: boolean;
  /** The share of mails that the server turns away for now. */
  readonly busy?: number;
  /** The share of mails after whose last byte the line is cut: half of them are taken, half are not. */
  readonly cut?: number;
  readonly random?: () => number;
}

export interface RaceResult {
  /** How often each address was written to. */
  readonly received: ReadonlyMap<string, number>;
  /** Effects by their last status. */
  readonly effects: Readonly<Record<string, number>>;
  /** Addresses that got nothing. */
  readonly missing: readonly string[];
  readonly twice: readonly string[];
  /** Addresses whose mail is listed as unknown. */
  readonly inDoubt: ReadonlySet<string>;
  /** Addresses whose line was cut. */
  readonly cut: ReadonlySet<string>;
  /** Runs that have come to no end. */
  readonly running: number;
  readonly msToSettle: number;
}

/** What one process has in hand at most: the outbox's concurrency. */
const IN_HAND = 5;

/**
 * Once each, or listed as unknown: whose line was cut after the mail, and of the others no more than were in hand at a
 * kill. Who got nothing is one of these.
 */
export const expectOnce = (race: RaceResult, { mails, kills }: Pick<RaceOptions, 'mails' | 'kills'>) => {
  const { sent = 0, unknown = 0, ...others } = race.effects;
  expect({ twice: race.twice, others }).toEqual({ twice: [], others: {} });
  expect([sent + unknown, race.inDoubt.size]).toEqual([mails, unknown]);
  expect(race.missing.filter((address) => !race.inDoubt.has(address))).toEqual([]);
  expect([...race.cut].filter((address) => !race.inDoubt.has(address))).toEqual([]);
  expect(unknown - race.cut.size).toBeLessThanOrEqual(kills * IN_HAND);
};

const SETTLE_MS = 480_000;
const askWith = (token: string) => async (url: string, path: string, body?: unknown) =>
  ((await askWhole(token, url, path, body)) as { data: never }).data;

const askWhole = async (token: string, url: string, path: string, body?: unknown): Promise<unknown> => {
  const answer = await fetch(`${url}/attune${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

const AGREED = { consent: { analytics: true, marketing: true } };
const BATCH = 100;
const WAIT_MS = 3_000;

/** Everybody is known and has said yes; with `event`, each of them has also done it. */
const tell = async (url: string, names: readonly string[], event: string | undefined): Promise<void> => {
  const track = createTracker({ url });
  for (let at = 0; at < names.length; at += BATCH) {
    const batch = names
      .slice(at, at + BATCH)
      .flatMap((userId) => [
        event === undefined
          ? { type: 'identify', userId, traits: { email: `${userId}@example.com` }, context: AGREED }
          : { type: 'track', userId, event, context: AGREED },
      ]);
    const answer = await track.server('batch', { batch });
    if (!answer.ok) throw new Error(`batch: ${answer.status}`);
  }
};

const flowOf = (trigger: RaceOptions['trigger']) => ({
  trigger:
    trigger === 'schedule'
      ? { kind: 'schedule', cron: '* * * * *', timezone: 'Europe/Vienna', segment: 'everybody' }
      : { kind: 'event', name: 'Ready' },
  reentry: 'once',
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: `${WAIT_MS / 1_000}s`, next: 'mail' },
    mail: { kind: 'send-email', template: 'welcome', next: 'end' },
    end: { kind: 'end' },
  },
});

/**
 * Makes mails due at one moment, has processes send them to a real SMTP server, kills some on the way, and says
 * what arrived and what became of each effect.
 */
export const raceMails = async (options: RaceOptions): Promise<RaceResult> => {
  const {
    mails,
    processes: count,
    postgresUrl,
    redisUrl,
    kills,
    trigger = 'event',
    random = Math.random,
  } = options;
  const { drawnOut = false, busy = 0, workers = false } = options;
  const received = new Map<string, number>();
  const cut = new Set<string>();
  const isCut = () => random() < (options.cut ?? 0);
  const sink = await startSlowSink(received, cut, () => random() < busy / 2, isCut);
  const config = {
    ingest: { writeKeys: [{ name: 'test', kind: 'server', key: TEST_KEYS.server }] },
    email: { transport: `smtp://127.0.0.1:${sink.port}`, from: 'shop@example.com' },
    ...(redisUrl ? { queue: { redis: redisUrl, work: !workers } } : {}),
  };
  const first = await spawnStrapi({ config, postgresUrl });
  const { dataDir } = first;
  const startWeb = () => spawnStrapi({ config, postgresUrl, dataDir });
  const startWorker = () => spawnWorker({ config, postgresUrl, dataDir });
  const webs: StrapiProcess[] = [first];
  const apart: Killable[] = [];
  const killOne = async (): Promise<void> => {
    const at = Math.floor(random() * (webs.length + apart.length));
    if (at < webs.length) {
      await webs.splice(at, 1)[0]?.kill9();
      webs.push(await startWeb());
    } else {
      await apart.splice(at - webs.length, 1)[0]?.kill9();
      apart.push(await startWorker());
    }
  };
  try {
    const inWebs = workers && redisUrl ? 0 : 1;
    for (let more = inWebs; more < count; more += 1) {
      if (workers) apart.push(await startWorker());
      else webs.push(await startWeb());
    }
    const names = Array.from({ length: mails }, (_, index) => `person-${index}`);
    const ask = askWith(await registerAdmin(first.url));
    await tell(first.url, names, undefined);
    if (trigger === 'schedule') {
      const condition = { kind: 'recency', name: '*', value: { $lt: '7d' } };
      await ask(first.url, '/segments', { key: 'everybody', name: 'Everybody', condition });
      await membersAre(() => ask(first.url, '/segments'), mails);
    }
    const made: { id: string } = await ask(first.url, '/flows', {
      key: 'race',
      name: 'Race',
      draft: flowOf(trigger),
    });
    await ask(first.url, `/flows/${made.id}/publish`, {});
    const waits = trigger === 'event' ? [...names] : [];
    const portion = drawnOut ? Math.ceil(mails / (kills + 1)) : mails;
    const nextPortion = () => tell(webs[0]!.url, waits.splice(0, portion), 'Ready');
    let before = 0;
    await nextPortion();

    for (let killed = 0; killed < kills; killed += 1) {
      // Drawn out, every other kill falls on the seconds of waiting, and the others between two mails.
      if (drawnOut && killed % 2 === 0) await sleep(WAIT_MS * random());
      else if (drawnOut) await arrived(received, before + portion * (0.1 + 0.5 * random()));
      else await arrived(received, (mails * (killed + 0.2 + 0.6 * random())) / (kills + 1));
      await killOne();
      before = received.size;
      await nextPortion();
    }
    const began = performance.now();
    // Fifty kills may take longer than a session.
    const token = await logInAgain(webs[0]!.url);
    const effects = await settled(() => askWith(token)(webs[0]!.url, `/flows/${made.id}/numbers`), mails);
    const left = await askWhole(token, webs[0]!.url, `/flows/${made.id}/runs?status=running`);
    return {
      ...{ received, effects, cut },
      inDoubt: await listed(token, webs[0]!.url, '/outbox?status=unknown'),
      running: (left as { meta: { pagination: { total: number } } }).meta.pagination.total,
      missing: names.map((name) => `${name}@example.com`).filter((address) => !received.has(address)),
      twice: [...received].filter(([, times]) => times > 1).map(([address]) => address),
      msToSettle: Math.round(performance.now() - began),
    };
  } finally {
    await Promise.all([...webs, ...apart].map((each) => each.stop()));
    await sink.stop();
    if (!process.env.KEEP) rmSync(dataDir, { recursive: true, force: true });
    else console.log(dataDir);
  }
};

const wait = async (done: () => Promise<boolean> | boolean, what: () => string): Promise<void> => {
  for (const began = performance.now(); performance.now() - began < SETTLE_MS; ) {
    if (await done()) return;
    await sleep(20);
  }
  throw new Error(`It took too long: ${what()}.`);
};

const arrived = (received: ReadonlyMap<string, number>, least: number) =>
  wait(
    () => received.size >= least,
    () => `${received.size} of ${Math.ceil(least)} mails`,
  );

const membersAre = (list: () => Promise<readonly { size: number }[]>, size: number) =>
  wait(
    async () => (await list())[0]?.size === size,
    () => `${size} members`,
  );

/** The people of a list of effects. */
const listed = async (token: string, url: string, path: string): Promise<ReadonlySet<string>> => {
  const people = new Set<string>();
  for (let page = 1; ; page += 1) {
    const { data, meta } = (await askWhole(token, url, `${path}&pageSize=100&page=${page}`)) as {
      data: readonly { person: string }[];
      meta: { pagination: { pageCount: number } };
    };
    for (const { person } of data) people.add(person);
    if (page >= meta.pagination.pageCount) return people;
  }
};

const settled = async (
  numbers: () => Promise<readonly { node: string; effects: Record<string, number> }[]>,
  mails: number,
): Promise<Record<string, number>> => {
  let effects: Record<string, number> = {};
  const final = ['sent', 'unknown', 'failed', 'skipped'];
  await wait(
    async () => {
      effects = (await numbers()).find(({ node }) => node === 'mail')?.effects ?? {};
      return final.reduce((sum, status) => sum + (effects[status] ?? 0), 0) >= mails;
    },
    () => `every mail to have its outcome: ${JSON.stringify(effects)} of ${mails}`,
  );
  return effects;
};
