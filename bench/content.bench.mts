import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AUDIENCE_FIELD, MOST_DECIDED } from '../plugin/src';
import {
  createCompiler,
  createJudge,
  createMergeTags,
  createNotes,
  createShapes,
  type Model,
} from '../server/src/content';
import { cutPage } from '../server/src/content/page';
import { makeApp } from './content-apps.mjs';

export const title = 'A page of 12 blocks from the CMS (milliseconds of CPU a request)';

const DEEP = 'populate[blocks][on][blocks.feature][populate][picture]=true'
  .concat('&populate[blocks][on][blocks.feature][populate][cards]=true')
  .concat('&populate[blocks][on][blocks.feature][populate][seo][populate]=picture');
const PATH = `/api/pages?filters[slug]=bench&${DEEP}`;
const OPEN = `/api/pages?filters[slug]=open&${DEEP}`;
const BEHIND = `/api/articles?filters[slug]=bench&${DEEP}`;
const QUERY = `{ pages(filters: { slug: { eq: "bench" } }) { title blocks { ... on ComponentBlocksFeature { title text picture { url alternativeText } cards { label } seo { description picture { url } } } } } }`;
const KEY = 'bench-server-key';
const PAIRS = 20;
const PRACTICE = 150;
const VISITORS = 1_000;
const CONNECTIONS = 10;

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly agent: Agent;
}
interface Figures {
  readonly cpu: number;
  readonly rss: number;
}
interface Call {
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const root = process.cwd();

const start = async (app: string, data: string, ours: boolean): Promise<Running> => {
  const config = {
    ingest: { writeKeys: [{ name: 'bench', kind: 'server', key: KEY }] },
    privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } },
  };
  const child = fork(join(root, 'bench/strapi-child.cjs'), {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      STRAPI_TELEMETRY_DISABLED: 'true',
      BENCH_APP: app,
      BENCH_TARGETED: String(ours),
      ATTUNE_TEST_ENABLED: String(ours),
      ATTUNE_TEST_GRAPHQL: 'true',
      ATTUNE_TEST_CONFIG: JSON.stringify(config),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: join(data, `${ours}.db`),
    },
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port, agent: new Agent({ keepAlive: true, maxSockets: CONNECTIONS }) };
};

const figuresOf = async ({ child }: Running): Promise<Figures> => {
  child.send('figures');
  const [figures] = (await once(child, 'message')) as [Figures];
  return figures;
};

const call = ({ port, agent }: Running, { path, headers, body }: Call): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, agent, headers, method: body === undefined ? 'GET' : 'POST' },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(text)
            : reject(new Error(`${path}: ${response.statusCode} ${text}`)),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

/** CPU milliseconds a request, over some one after the other. */
const measure = async (running: Running, calls: (index: number) => Call, times: number): Promise<number> => {
  const before = await figuresOf(running);
  for (let index = 0; index < times; index += 1) await call(running, calls(index));
  return ((await figuresOf(running)).cpu - before.cpu) / 1_000 / times;
};

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
const at = (values: readonly number[], share: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

interface Side {
  readonly running: Running;
  readonly calls: (index: number) => Call;
  readonly times: number;
}

/** Interleaved pairs: whatever else the machine does meanwhile is done to both. */
const compare = async (ours: Side, peer: Side, pairs = PAIRS) => {
  const run = ({ running, calls, times }: Side) => measure(running, calls, times);
  await run(ours);
  await run(peer);
  const found: [number, number][] = [];
  for (let count = 0; count < pairs; count += 1) {
    // Whoever comes second finds the machine warmer.
    const swapped = count % 2 === 1;
    const first = await run(swapped ? peer : ours);
    const second = await run(swapped ? ours : peer);
    found.push(swapped ? [second, first] : [first, second]);
  }
  return {
    ours: at(
      found.map(([one]) => one),
      0.5,
    ),
    peer: at(
      found.map(([, other]) => other),
      0.5,
    ),
    ratio: at(
      found.map(([one, other]) => one / other),
      0.5,
    ),
  };
};

/** Strapi’s part is compiled where it has run often: on the peer by now, on ours not, which has answered from memory. */
const practise = async (sides: readonly Running[], calls: readonly (() => Call)[]): Promise<void> => {
  for (let count = 0; count < PRACTICE; count += 1) {
    for (const one of calls) for (const running of sides) await call(running, one());
  }
};

/** Of calls that choose for many addresses at once, what one of them takes. */
const perChoice = ({ ours, peer, ratio }: Awaited<ReturnType<typeof compare>>, choices: number) => ({
  ours: ours / choices,
  peer,
  ratio: ratio / choices,
});

let unheard = 0;
/** An address that nobody has asked for yet. */
const unheardOf = (path: string): Call => ({ path: `${path}&unheard=${(unheard += 1)}` });
const fresh = (): Call => unheardOf(PATH);
const freshOpen = (): Call => unheardOf(OPEN);
const graphql = (): Call => ({
  path: '/graphql',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: QUERY }),
});
const visitor = (index: number): Call => ({
  path: PATH,
  headers: { 'attune-visitor': `visitor-${index % VISITORS}` },
});

/** So many choices in one call, as a website's server asks for the pages of a visit. */
const decisions = (index: number, addresses: number): Call => ({
  path: '/api/attune/v1/decide',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
  body: JSON.stringify({
    visitor: `visitor-${index % VISITORS}`,
    urls: Array.from({ length: addresses }, (_, at) => `${PATH}&at=${at}`),
  }),
});

const identify = async (ours: Running): Promise<void> => {
  for (let from = 0; from < VISITORS; from += 250) {
    const batch = Array.from({ length: 250 }, (_, index) => ({
      type: 'identify',
      anonymousId: `visitor-${from + index}`,
      traits: { group: (from + index) % 50 },
      messageId: `m${from + index}`,
    }));
    await call(ours, {
      path: '/api/attune/v1/batch',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ batch }),
    });
  }
  // Whoever comes is judged at the latest then; nobody is waited for while it is measured.
  for (let index = 0; index < VISITORS; index += 1) await call(ours, visitor(index));
};

/** Many at once, for some seconds: how many a second, how long they wait, and what it takes. */
const crowd = async (running: Running, calls: (index: number) => Call, forMs: number) => {
  const waits: number[] = [];
  const before = await figuresOf(running);
  const end = performance.now() + forMs;
  let index = 0;
  const one = async () => {
    while (performance.now() < end) {
      const begun = performance.now();
      await call(running, calls((index += 1)));
      waits.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  const after = await figuresOf(running);
  return {
    perSecond: waits.length / (forMs / 1_000),
    p50: at(waits, 0.5),
    p99: at(waits, 0.99),
    cpu: (after.cpu - before.cpu) / 1_000 / waits.length,
    megabytes: after.rss / 2 ** 20,
  };
};

/** Microseconds to decide and join a page of so many variants. */
const decideVariants = async (variants: number): Promise<number> => {
  const audience = { type: 'json', customField: AUDIENCE_FIELD };
  const models = [
    { uid: 'blocks.hero', modelType: 'component', attributes: { title: { type: 'string' }, audience } },
    { uid: 'page', attributes: { blocks: { type: 'dynamiczone', components: ['blocks.hero'] } } },
  ] as Model[];
  const shapes = createShapes((uid) => models.find((model) => model.uid === uid));
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const judge = createJudge({ audiences: { load: async () => new Map() }, log });
  const notes = createNotes();
  const blocks = Array.from({ length: variants }, (_, index) => {
    const segments = [`s${index}`, `s${(index * 7) % 50}`];
    const show = index % 2 === 0 ? 'only' : 'except';
    notes.note(`blocks.hero:${index}`, {
      key: `k${index}`,
      show,
      segments,
      slot: `slot ${index % 10}`,
    });
    return { __component: 'blocks.hero', id: index, title: 'Some words about it. '.repeat(10) };
  });
  const body = { data: { blocks }, meta: {} };
  notes.tag(body.data, 'page');
  const experiences = async () => () => null;
  const compile = createCompiler({
    shapes,
    judge,
    experiences,
    variants: { options: async () => () => [] },
    tags: createMergeTags([]),
    newId: () => 'mark',
  });
  const page = await compile(body, notes);
  if (!page) throw new Error('This makes a page.');
  const looks = Array.from({ length: 50 }, (_, group) => ({
    standing: new Map(Array.from({ length: 50 }, (_each, index) => [`s${index}`, index % 9 === group % 9])),
    now: Date.now(),
  }));
  const times = 20_000;
  for (let index = 0; index < times; index += 1) cutPage(page, looks[index % 50]!);
  const begun = performance.now();
  for (let index = 0; index < times; index += 1) cutPage(page, looks[index % 50]!);
  return ((performance.now() - begun) / times) * 1_000;
};

export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'));
  const source = join(root, 'tests/support/app');
  // Beside node_modules, so that the copies find Strapi.
  const apps = join(root, 'node_modules/.cache/attune-bench');
  const [plainApp, ourApp] = [join(apps, 'plain-app'), join(apps, 'our-app')];
  makeApp(source, plainApp, true);
  makeApp(source, ourApp, false);
  const peer = await start(plainApp, folder, false);
  const ours = await start(ourApp, folder, true);
  try {
    await identify(ours);
    const plain: Side = { running: peer, calls: () => ({ path: PATH }), times: 10 };
    const bare: Side = {
      running: peer,
      calls: () => ({ path: `/bare?of=${encodeURIComponent(PATH)}` }),
      times: 400,
    };
    const warm = (calls: (index: number) => Call): Side => ({ running: ours, calls, times: 400 });
    const stranger = warm(() => ({ path: PATH }));
    const many = await crowd(ours, visitor, 10_000);
    const plainCrowd = await crowd(peer, () => ({ path: PATH }), 5_000);
    const micros = await decideVariants(50);
    await practise([ours, peer], [fresh, freshOpen, graphql]);
    return [
      {
        what: 'from memory at the door, a stranger',
        ...(await compare(stranger, plain)),
        aim: 'at most 0.01',
      },
      {
        what: 'the same, 1,000 visitors in turn',
        ...(await compare(warm(visitor), plain)),
        aim: 'at most 0.01',
      },
      {
        what: 'a stranger, against a bare early middleware that joins the same strings',
        ...(await compare(stranger, bare)),
        aim: 'at most 1.5',
      },
      {
        what: '1,000 visitors in turn, against the same',
        ...(await compare(warm(visitor), bare)),
        aim: 'at most 1.5',
      },
      {
        what: 'that bare early middleware, against plain Strapi',
        ...(await compare(bare, plain)),
      },
      {
        what: 'from memory behind Strapi’s auth, against plain Strapi',
        ...(await compare(
          { running: ours, calls: () => ({ path: BEHIND }), times: 100 },
          { running: peer, calls: () => ({ path: BEHIND }), times: 10 },
        )),
        aim: 'at most 0.033',
      },
      {
        what: 'the same, against a bare route middleware behind Strapi’s auth that gives the same text',
        ...(await compare(
          { running: ours, calls: () => ({ path: BEHIND }), times: 100 },
          { running: peer, calls: () => ({ path: BEHIND, headers: { 'x-bare': 'yes' } }), times: 100 },
        )),
        aim: 'at most 1.5',
      },
      {
        what: 'that bare route middleware, against plain Strapi',
        ...(await compare(
          { running: peer, calls: () => ({ path: BEHIND, headers: { 'x-bare': 'yes' } }), times: 100 },
          { running: peer, calls: () => ({ path: BEHIND }), times: 10 },
        )),
      },
      {
        what: 'made anew, an address nobody has asked for',
        ...(await compare({ running: ours, calls: fresh, times: 10 }, { ...plain, calls: fresh })),
        aim: 'at most 1.1',
      },
      {
        what: 'a page with nothing targeted, made anew',
        ...(await compare({ running: ours, calls: freshOpen, times: 10 }, { ...plain, calls: freshOpen })),
        aim: 'at most 1',
      },
      {
        what: 'the same from memory',
        ...(await compare(
          warm(() => ({ path: OPEN })),
          { ...plain, calls: () => ({ path: OPEN }) },
        )),
        aim: 'at most 1',
      },
      {
        what: 'by GraphQL',
        ...(await compare({ running: ours, calls: graphql, times: 10 }, { ...plain, calls: graphql })),
        aim: 'at most 1.1',
      },
      // A choice reads the page as a GET of the visitor's would, from memory, and seals a token in the place of writing
      // 10 KB of JSON: twice that GET is plenty for it. Alone it pays for a route of Strapi's besides (body, router, auth):
      // the bare one above, 0.09 of the plain page, and twice a GET of 0.02.
      {
        what: 'POST /v1/decide for 20 addresses, each choice, against a GET from memory by the same visitors',
        ...perChoice(
          await compare(
            { running: ours, calls: (index) => decisions(index, MOST_DECIDED), times: 20 },
            warm(visitor),
          ),
          MOST_DECIDED,
        ),
        aim: 'at most 2',
      },
      {
        what: 'POST /v1/decide for one address, against plain Strapi',
        ...(await compare({ running: ours, calls: (index) => decisions(index, 1), times: 200 }, plain)),
        aim: 'at most 0.13',
      },
      {
        what: '1,000 visitors in 50 segments, 10 connections: requests a second',
        ours: many.perSecond,
        peer: plainCrowd.perSecond,
        ratio: many.perSecond / plainCrowd.perSecond,
      },
      {
        what: 'and the CPU of each of those requests',
        ours: many.cpu,
        peer: plainCrowd.cpu,
        ratio: many.cpu / plainCrowd.cpu,
        aim: 'at most 0.01',
      },
      { what: 'of which half waited less than (ms)', ours: many.p50, peer: plainCrowd.p50 },
      { what: 'and 99 of 100 less than (ms)', ours: many.p99, peer: plainCrowd.p99 },
      { what: 'memory of the process then (MB)', ours: many.megabytes, peer: plainCrowd.megabytes },
      { what: 'a page of 50 variants decided and joined (microseconds)', ours: micros, aim: 'under 50' },
    ];
  } finally {
    for (const { child, agent } of [ours, peer]) {
      agent.destroy();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    for (const path of [folder, plainApp, ourApp]) rmSync(path, { recursive: true, force: true });
  }
};
