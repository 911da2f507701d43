import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Condition } from '../plugin/src';
import { startStrapi, type RunningStrapi, type Taken } from './million/child';
import { withDatabase } from './million/open-file';
import { plant } from './million/plant';
import { SEGMENTS } from './million/segments';

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
const ROWS = Math.min(PEOPLE, Number(process.env.BENCH_ROWS ?? PEOPLE));
const STATIC = 'file';
/** As long as a portion of people is meant to take. */
const SLICE_MS = 6;
const PLAIN_MS = 60_000;
/** A base that was planted before, with as many people: it is copied, which saves some minutes. */
const PLANTED = process.env.BENCH_PLANTED;
/** Keys with commas between, where not all shall be judged. */
const ONLY = process.env.BENCH_SEGMENTS?.split(',');
const JUDGED = Object.entries(SEGMENTS).filter(([key]) => ONLY?.includes(key) ?? true);
/** The one that is looked at, stopped and killed in the middle. */
const BIG = ONLY && !ONLY.includes('everyone') ? (ONLY[0] ?? 'everyone') : 'everyone';

export const title = `${PEOPLE.toLocaleString('en')} people and ${JUDGED.length} segments on SQLite`;
export const columns = [
  'what',
  'seconds',
  'seconds of the processor',
  'longest hold of the loop, ms',
  '99 of 100 turns, ms',
  'longest pause of the collector, ms',
  'longest on the wall, ms',
  'most memory, MB',
  'found',
];

/** What stood beside it. A page of figures says how busy the machine was. */
export const notes = (): readonly string[] => [
  `Load of the machine at the end, of one, five and fifteen minutes: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`,
  'Holds are counted on the wall, less what other programs had of the processor meanwhile. What a machine shared with others takes from both is in the first row: the longest hold of work that takes 6 ms.',
];

type Row = Readonly<Record<string, string | number>>;

interface Shown {
  readonly size: number;
  readonly bulk: { readonly done: number; readonly of: number; readonly stopped: boolean } | null;
}

const row = (
  what: string,
  { ms, ran, block, usual, pause, wall, peak }: Taken,
  found: string | number = '',
): Row => {
  const made = {
    what,
    seconds: (ms / 1_000).toFixed(2),
    'seconds of the processor': (ran / 1_000).toFixed(2),
    'longest hold of the loop, ms': Math.round(block),
    '99 of 100 turns, ms': Math.round(usual),
    'longest pause of the collector, ms': Math.round(pause),
    'longest on the wall, ms': Math.round(wall),
    'most memory, MB': Math.round(peak),
    found: typeof found === 'number' ? found.toLocaleString('en') : found,
  };
  console.log(`  ${Object.values(made).join(' | ')}`);
  return made;
};

const inFolder = async <T,>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-million-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What stands in the database must be what the plugin says. */
const membersOf = (folder: string, key: string): Promise<number> =>
  withDatabase(folder, async (db) => {
    const rows = await db('attune_memberships')
      .join('attune_segments', 'attune_segments.id', 'attune_memberships.segment_id')
      .where('attune_segments.key', key)
      .count<{ n: number }[]>({ n: '*' });
    return rows[0]?.n ?? 0;
  });

const bulkOf = (folder: string, key: string): Promise<{ done: number; cursor: string } | null> =>
  withDatabase(folder, async (db) => {
    const found = await db('attune_segments').where({ key }).first<{ bulk: string | null }>('bulk');
    return JSON.parse(found.bulk ?? 'null') as { done: number; cursor: string } | null;
  });

const client = ({ call }: RunningStrapi) => {
  const show = async (key: string) =>
    ((await (await call('GET', `/segments/${key}`)).json()) as { data: Shown }).data;
  return {
    show,
    create: (key: string, condition?: Condition) =>
      call(
        'POST',
        '/segments',
        condition ? { name: key, key, condition } : { name: key, key, kind: 'static' },
      ),
    /** Goes on with a walk that was stopped, to its end. */
    async finished(folder: string, key: string): Promise<number> {
      await call('POST', `/segments/${key}/judge`);
      return this.settled(folder, key);
    },
    async settled(folder: string, key: string): Promise<number> {
      while ((await bulkOf(folder, key)) !== null) await sleep(100);
      return (await show(key)).size;
    },
  };
};

/** What the machine itself does to a loop that works in slices as long as ours are meant to be. */
const plain = async (strapi: RunningStrapi): Promise<readonly Row[]> => {
  const taken = await strapi.measured(() => strapi.plainWork(SLICE_MS, PLAIN_MS));
  return [row(`arithmetic alone, in slices of ${SLICE_MS} ms`, taken)];
};

const judged = async (folder: string, strapi: RunningStrapi): Promise<readonly Row[]> => {
  const { create, settled } = client(strapi);
  const rows: Row[] = [];
  for (const [key, condition] of JUDGED) {
    const { result, ...taken } = await strapi.measured(async () => {
      await create(key, condition);
      return settled(folder, key);
    });
    const kept = await membersOf(folder, key);
    if (kept !== result) throw new Error(`"${key}" shows ${result}, and has ${kept}.`);
    rows.push(row(`judge everybody: ${key}`, taken, result));
  }
  return rows;
};

const looked = async (strapi: RunningStrapi): Promise<readonly Row[]> => {
  const { call, measured } = strapi;
  const rows: Row[] = [];
  const get = async (what: string, path: string, found: (answer: never) => number | string) => {
    for (const turn of ['first', 'again']) {
      const { result, ...taken } = await measured(async () => (await call('GET', path)).json());
      rows.push(row(`${what}, ${turn}`, taken, found(result as never)));
    }
  };
  await get('the list', '/segments?pageSize=50', ({ data }: { data: unknown[] }) => data.length);
  await get('the editor: a segment', `/segments/${BIG}`, ({ data }: { data: Shown }) => data.size);
  await get('the editor: words', '/conditions/vocabulary', () => '');
  await get(
    'members, the newest',
    `/segments/${BIG}/members?page=1&pageSize=20`,
    ({ meta }: { meta: { pagination: { total: number } } }) => meta.pagination.total,
  );
  const keys = JUDGED.map(([key]) => key).join(',');
  await get(
    `overlap of ${JUDGED.length}`,
    `/segments/overlap?keys=${keys}`,
    ({ data }: { data: { keys: string[] } }) => data.keys.length,
  );
  return rows;
};

const previewed = async (folder: string, { call, measured }: RunningStrapi): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const [key, condition] of JUDGED) {
    const { result, ...taken } = await measured(
      async () =>
        (await (await call('POST', '/segments/preview', { condition })).json()) as {
          size: number;
          error: number | null;
        },
    );
    const { size, error } = result;
    const right = await membersOf(folder, key);
    const off = Math.abs(size - right);
    const isFair = error === null ? off === 0 : off <= 2 * error;
    if (!isFair) console.log(`  ! "${key}": ${size} ± ${error}, right is ${right}`);
    rows.push(
      row(
        `while typing: ${key}`,
        taken,
        error === null ? `${size} exactly` : `${size} ± ${error} (right is ${right})`,
      ),
    );
  }
  return rows;
};

const stopped = async (folder: string, strapi: RunningStrapi): Promise<readonly Row[]> => {
  const { call, measured } = strapi;
  const { show, settled } = client(strapi);
  await call('PUT', `/segments/${BIG}`, { condition: { any: [] } });
  await settled(folder, BIG);
  await call('PUT', `/segments/${BIG}`, { condition: SEGMENTS[BIG] });
  while (((await bulkOf(folder, BIG))?.done ?? 0) < PEOPLE / 10) await sleep(20);
  const { result, ...taken } = await measured(async () => {
    await call('POST', `/segments/${BIG}/cancel`);
    return bulkOf(folder, BIG);
  });
  await sleep(3_000);
  const after = await bulkOf(folder, BIG);
  if (after?.done !== result?.done || (await show(BIG)).bulk?.stopped !== true) {
    throw new Error('A walk that was stopped went on.');
  }
  return [row('stop it in the middle', taken, `${after?.done} of ${PEOPLE} judged`)];
};

/** Kills it in the middle of a walk; answers with the Strapi that took over. */
const killed = async (
  folder: string,
  strapi: RunningStrapi,
): Promise<{ rows: readonly Row[]; next: RunningStrapi }> => {
  const right = await client(strapi).finished(folder, BIG);
  await strapi.call('POST', `/segments/${BIG}/judge`);
  while (((await bulkOf(folder, BIG))?.done ?? 0) < PEOPLE / 3) await sleep(20);
  await strapi.kill9();
  const left = await bulkOf(folder, BIG);
  const members = await membersOf(folder, BIG);
  const next = await startStrapi(folder);
  const { result, ...taken } = await next.measured(() => client(next).settled(folder, BIG));
  const kept = await membersOf(folder, BIG);
  if (kept !== right || result !== right) throw new Error(`${kept} are kept, ${result} shown, not ${right}.`);
  return { rows: [row(`go on after kill -9 at ${left?.done} judged, ${members} in`, taken, result)], next };
};

const lines = (): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next === 0) controller.enqueue(encoder.encode('userId\n'));
      const some = Array.from({ length: Math.min(10_000, ROWS - next) }, (_, at) => `user-${next + at}\n`);
      next += some.length;
      controller.enqueue(encoder.encode(some.join('')));
      if (next >= ROWS) controller.close();
    },
  });
};

const fromFile = async (folder: string, strapi: RunningStrapi): Promise<readonly Row[]> => {
  const { call, measured } = strapi;
  const { create, settled, show } = client(strapi);
  await create(STATIC);
  await settled(folder, STATIC);
  const last = async () =>
    (
      (await (await call('GET', `/segments/${STATIC}/imports`)).json()) as {
        data: { state: string; added: number }[];
      }
    ).data[0];
  const read = await measured(async () => {
    await call('POST', `/segments/${STATIC}/import`, lines());
    for (;;) {
      const one = await last();
      if (one && one.state !== 'running') return one;
      await sleep(500);
    }
  });
  const joined = await measured(async () => {
    while ((await show(STATIC)).size < ROWS) await sleep(500);
    return (await show(STATIC)).size;
  });
  const written = await measured(async () => {
    const response = await call('GET', `/segments/${STATIC}/export`);
    let count = -1;
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      for (const byte of piece) if (byte === 10) count += 1;
    }
    if (String(count) !== response.headers.get('attune-size'))
      throw new Error(`${count} lines were written.`);
    return count;
  });
  return [
    row(
      `a file of ${ROWS.toLocaleString('en')} rows`,
      read,
      `${read.result.added} added, ${read.result.state}`,
    ),
    row('until all of them are members', joined, joined.result),
    row('export of all of them', written, written.result),
  ];
};

export const run = () =>
  inFolder(async (folder) => {
    if (PLANTED === undefined) {
      await (await startStrapi(folder)).stop();
      const from = performance.now();
      await withDatabase(folder, (db) => plant(db, PEOPLE, Date.now()));
      console.log(`  planted in ${Math.round((performance.now() - from) / 1_000)} s`);
    } else {
      copyFileSync(PLANTED, join(folder, 'data.db'));
    }
    let strapi = await startStrapi(folder);
    try {
      const rows = [...(await plain(strapi)), ...(await judged(folder, strapi))];
      rows.push(...(await looked(strapi)));
      rows.push(...(await fromFile(folder, strapi)));
      rows.push(...(await previewed(folder, strapi)));
      rows.push(...(await stopped(folder, strapi)));
      const { rows: more, next } = await killed(folder, strapi);
      strapi = next;
      rows.push(...more);
      return rows;
    } finally {
      await strapi.stop();
    }
  });
