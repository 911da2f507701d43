import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const title = 'A page of 12 blocks from the CMS (milliseconds of CPU a request)';

const PATH = '/api/pages?filters[slug]=bench&populate[blocks][populate]=*';
const KEY = 'bench-browser-key';
const PAIRS = 20;
const REQUESTS = 10;

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

const root = process.cwd();

/** The test app without a trace of the plugin: no audience in its components. */
const withoutAudiences = (app: string): void => {
  for (const folder of ['blocks', 'parts']) {
    for (const name of readdirSync(join(app, 'src/components', folder))) {
      const path = join(app, 'src/components', folder, name);
      const schema = JSON.parse(readFileSync(path, 'utf8')) as { attributes: Record<string, unknown> };
      delete schema.attributes.audience;
      writeFileSync(path, JSON.stringify(schema));
    }
  }
};

const start = async (app: string, data: string, ours: boolean): Promise<Running> => {
  const config = {
    ingest: { writeKeys: [{ name: 'bench', kind: 'browser', key: KEY, secret: 'bench-secret' }] },
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
      ATTUNE_TEST_CONFIG: JSON.stringify(config),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: join(data, `${ours}.db`),
    },
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, url: `http://127.0.0.1:${port}` };
};

const cpuOf = async ({ child }: Running): Promise<number> => {
  child.send('cpu');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }];
  return cpu;
};

/** CPU milliseconds a request, over a handful one after the other. */
const measure = async (running: Running, headers: Record<string, string>): Promise<number> => {
  const before = await cpuOf(running);
  for (let count = 0; count < REQUESTS; count += 1) {
    const response = await fetch(`${running.url}${PATH}`, { headers });
    if (response.status !== 200) throw new Error(`The page answered ${response.status}.`);
    await response.arrayBuffer();
  }
  return ((await cpuOf(running)) - before) / 1_000 / REQUESTS;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Interleaved pairs: whatever else the machine does meanwhile is done to both. */
const compare = async (ours: Running, peer: Running, headers: Record<string, string>) => {
  const pairs: [number, number][] = [];
  for (let count = 0; count < PAIRS; count += 1) {
    pairs.push([await measure(ours, headers), await measure(peer, {})]);
  }
  return {
    ours: median(pairs.map(([one]) => one)),
    peer: median(pairs.map(([, other]) => other)),
    ratio: median(pairs.map(([one, other]) => one / other)),
  };
};

export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'));
  const source = join(root, 'tests/support/app');
  // Beside node_modules, so that the copy finds Strapi.
  const plainApp = join(root, 'node_modules/.cache/attune-bench/plain-app');
  rmSync(plainApp, { recursive: true, force: true });
  cpSync(source, plainApp, { recursive: true });
  withoutAudiences(plainApp);
  const peer = await start(plainApp, folder, false);
  const ours = await start(source, folder, true);
  try {
    await fetch(`${ours.url}/api/attune/v1/track`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ anonymousId: 'bench-device', event: 'Product Viewed', messageId: 'bench' }),
    });
    await measure(ours, {});
    await measure(peer, {});
    const aim = 'at most 1.1 × plain Strapi';
    return [
      { what: 'as a stranger', ...(await compare(ours, peer, {})), aim },
      {
        what: 'as a known device',
        ...(await compare(ours, peer, { 'Attune-Visitor': 'bench-device' })),
        aim,
      },
    ];
  } finally {
    for (const { child } of [ours, peer]) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
    rmSync(plainApp, { recursive: true, force: true });
  }
};
