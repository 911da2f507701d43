import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

import { KEY, type Call } from './calls';

const PAIRS = 20;
export const CONNECTIONS = 10;

export interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly agent: Agent;
}

interface Figures {
  /** Microseconds. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
}

const root = process.cwd();

/** An app, on a database of its own in this folder. */
export const start = async (app: string, data: string, ours: boolean): Promise<Running> => {
  const config = {
    ingest: { writeKeys: [{ name: 'bench', kind: 'server', key: KEY }] },
    privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } },
  };
  mkdirSync(data, { recursive: true });
  const child = fork(join(root, 'bench/content/strapi-child.cjs'), {
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

export const figuresOf = async ({ child }: Running): Promise<Figures> => {
  child.send('figures');
  const [figures] = (await once(child, 'message')) as [Figures];
  return figures;
};

export const call = ({ port, agent }: Running, { path, headers, body }: Call): Promise<string> =>
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
export const at = (values: readonly number[], share: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

export interface Side {
  readonly running: Running;
  readonly calls: (index: number) => Call;
  readonly times: number;
}

/** Milliseconds of CPU a request, ours and the peer’s. */
export type Pair = readonly [number, number];

/**
 * All of them in turns, whoever began last time second: whatever else the machine does meanwhile is done to each. What a
 * request took of each, turn by turn.
 */
export const turnsOf = async (
  sides: readonly Side[],
  turns: number,
): Promise<readonly (readonly number[])[]> => {
  const found: number[][] = sides.map(() => []);
  for (let turn = 0; turn < turns; turn += 1) {
    for (let count = 0; count < sides.length; count += 1) {
      const index = (count + turn) % sides.length;
      const { running, calls, times } = sides[index]!;
      found[index]!.push(await measure(running, calls, times));
    }
  }
  return found;
};

/** Pairs taken in turns, once each has run. */
const pairsOf = async (ours: Side, peer: Side): Promise<readonly Pair[]> => {
  await turnsOf([ours, peer], 1);
  const [one = [], other = []] = await turnsOf([ours, peer], PAIRS);
  return one.map((figure, turn) => [figure, other[turn]!]);
};

/** What most pairs say. */
export const middleOf = (pairs: readonly Pair[]) => ({
  ours: at(
    pairs.map(([one]) => one),
    0.5,
  ),
  peer: at(
    pairs.map(([, other]) => other),
    0.5,
  ),
  ratio: at(
    pairs.map(([one, other]) => one / other),
    0.5,
  ),
});

export const compare = async (ours: Side, peer: Side) => middleOf(await pairsOf(ours, peer));

export const stop = async ({ child, agent }: Running): Promise<void> => {
  agent.destroy();
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};
