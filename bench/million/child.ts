import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a piece of work took. */
export interface Taken {
  /** Milliseconds on the wall. */
  readonly ms: number;
  /** Milliseconds that the thread of the loop ran: what it would take on a machine that has nothing else to do. */
  readonly ran: number;
  /** The longest time the loop was held, in milliseconds: on the wall, or the process' own where others had the processor. */
  readonly block: number;
  /** Of a hundred turns of the loop, ninety-nine were held no longer. */
  readonly usual: number;
  /** The longest pause of the collector, in milliseconds. */
  readonly pause: number;
  /** The longest delay of the loop on the wall, other programs on the machine and the disk included. */
  readonly wall: number;
  /** The most memory the process held meanwhile, in MB. */
  readonly peak: number;
}

/** What the child says of itself: milliseconds, and bytes. */
interface Told {
  readonly longest: number;
  readonly usual: number;
  readonly pause: number;
  readonly wall: number;
  readonly peak: number;
  /** How long the thread of the loop has run since it began. */
  readonly ran: number;
}

export interface RunningStrapi {
  readonly url: string;
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** Lets it do nothing but arithmetic, in slices, for so long. */
  plainWork(sliceMs: number, forMs: number): Promise<void>;
  measured<T>(work: () => Promise<T>): Promise<Taken & { readonly result: T }>;
  kill9(): Promise<void>;
  stop(): Promise<void>;
}

const EMAIL = 'bench@example.com';
/** Strapi's own session ends after half an hour. To begin one holds the loop: that is done between two measurements. */
const OLD_MS = 5 * 60_000;
const LAST_MS = 25 * 60_000;
const PASSWORD = 'Bench-admin-1';

/** On the data in a folder, with this configuration of the plugin. */
export const startStrapi = async (folder: string, config: object = {}): Promise<RunningStrapi> => {
  const root = process.cwd();
  const child = fork(join(root, 'bench/million-child.cjs'), {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      STRAPI_TELEMETRY_DISABLED: 'true',
      BENCH_APP: join(root, 'tests/support/app'),
      BENCH_EMAIL: EMAIL,
      BENCH_PASSWORD: PASSWORD,
      ATTUNE_TEST_GRAPHQL: 'false',
      ATTUNE_TEST_CONFIG: JSON.stringify(config),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: join(folder, 'data.db'),
    },
  });
  const exited = once(child, 'exit');
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const url = `http://127.0.0.1:${port}`;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  const login = async () => {
    const answer = await fetch(`${url}/admin/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    });
    const { data } = (await answer.json()) as { data: { token: string; accessToken?: string } };
    return { token: data.accessToken ?? data.token, since: Date.now() };
  };
  let session = await login();
  const renew = async (after: number): Promise<void> => {
    if (Date.now() - session.since > after) session = await login();
  };
  const meter = async (): Promise<Told> => {
    child.send({});
    const [told] = (await once(child, 'message')) as [Told];
    return told;
  };
  const call: RunningStrapi['call'] = async (method, path, body) => {
    const isFile = body instanceof ReadableStream;
    await renew(LAST_MS);
    const response = await fetch(`${url}/attune${path}`, {
      method,
      headers: {
        'content-type': isFile ? 'application/octet-stream' : 'application/json',
        authorization: `Bearer ${session.token}`,
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      ...(isFile ? { duplex: 'half' } : {}),
    } as RequestInit);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  // What Strapi makes once, when it is first asked what an administrator may do, is nobody's work here.
  await call('GET', '/segments/folders');
  return {
    url,
    call,
    async plainWork(sliceMs, forMs) {
      child.send({ plain: true, sliceMs, forMs });
      await once(child, 'message');
    },
    async measured(work) {
      await renew(OLD_MS);
      const before = await meter();
      const from = performance.now();
      const result = await work();
      const ms = performance.now() - from;
      const { longest, peak, ran, ...told } = await meter();
      return { ...told, result, ms, ran: ran - before.ran, block: longest, peak: peak / 1_048_576 };
    },
    kill9: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
};
