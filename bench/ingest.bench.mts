import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

import knex, { type Knex } from 'knex';
import Koa from 'koa';
import { koaBody } from 'koa-body';
import { v7 } from 'uuid';

import {
  createCommit,
  createGroupCommit,
  createIngest,
  createReadCall,
  createSetAside,
  createUserAgentReader,
  type GroupCommit,
  type Piece,
} from '../server/src/events';
import { createCors } from '../server/src/events/strapi/cors';
import { createKnexEventStore } from '../server/src/events/strapi/event-store';
import { createLane } from '../server/src/events/strapi/lane';
import { createPeople } from '../server/src/events/strapi/people';
import { createKnexQuarantineStore } from '../server/src/events/strapi/quarantine-store';
import { eventsTables } from '../server/src/events/strapi/tables';
import { createErasures } from '../server/src/privacy';
import { createKnexErasureStore } from '../server/src/privacy/strapi/erasure-store';
import { privacyTables } from '../server/src/privacy/strapi/tables';
import { createProfiles } from '../server/src/profiles';
import { createKnexListStore } from '../server/src/profiles/strapi/list-store';
import { createKnexProfileStore } from '../server/src/profiles/strapi/profile-store';
import { createKnexQueueStore } from '../server/src/profiles/strapi/queue-store';
import { profilesTables } from '../server/src/profiles/strapi/tables';
import { createTransact } from '../server/src/strapi/database';
import { migrate } from '../server/src/strapi/migrations';
import { createSecrets } from '../server/src/strapi/secrets';

export const title = 'Ingest (microseconds of the server’s CPU for one event, over HTTP)';

const PREFIX = '/api/attune';
const ROUNDS = 7;
const ROUNDS_ALONE = 13;
const SENDERS = 8;
const log = { debug() {}, info() {}, warn() {}, error() {} };
const LIMITS = { eventBytes: 32 * 1024, batchBytes: 500 * 1024, batchEvents: 2500 };

/** Sends from a process of its own, so that the CPU time that is measured is the server's alone. */
const SENDER = `
const http = require('node:http');
const { port, path, requests, senders, size, run } = JSON.parse(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: senders });
const event = (request, index) => ({
  type: 'track', event: 'Product Added', anonymousId: 'device-' + (request % 50),
  messageId: run + '-' + request + '-' + index, timestamp: new Date().toISOString(),
  properties: { cart_id: 'c' + request, product_id: 'sku-' + index, name: 'A warm jumper', price: 39.9, quantity: 1, currency: 'EUR' },
  context: { consent: { analytics: true }, locale: 'de-AT', timezone: 'Europe/Vienna', page: { url: 'https://shop.example/p/' + index, path: '/p/' + index, title: 'A warm jumper' } },
});
const bodies = Array.from({ length: requests }, (_, request) => JSON.stringify(size === 1
  ? { ...event(request, 0), writeKey: 'key' }
  : { writeKey: 'key', sentAt: new Date().toISOString(), batch: Array.from({ length: size }, (_, index) => event(request, index)) }));
let next = 0;
const send = () => new Promise((resolve, reject) => {
  if (next >= bodies.length) return resolve();
  const body = bodies[next++];
  const req = http.request({ port, path, method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (res) => {
    res.resume();
    if (res.statusCode !== 200) return reject(new Error('answered ' + res.statusCode));
    res.on('end', () => resolve(send()));
  });
  req.on('error', reject);
  req.end(body);
});
process.once('message', () => Promise.all(Array.from({ length: senders }, send)).then(() => process.send('done', () => process.exit(0))));
process.send('ready');
`;

interface Load {
  readonly path: string;
  readonly requests: number;
  readonly size: number;
}

interface Cost {
  /** The server's processor time, microseconds an event: a busy neighbour does not count. */
  readonly cpu: number;
  /** From the first request to the last answer, microseconds an event. */
  readonly wall: number;
}

const scratch = mkdtempSync(join(tmpdir(), 'attune-bench-'));
const senderFile = join(scratch, 'sender.cjs');

/** Drives a Koa app. */
const drive = async (app: Koa, { path, requests, size }: Load): Promise<Cost> => {
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const told = { port, path, requests, senders: SENDERS, size, run: v7() };
  const sender = fork(senderFile, [JSON.stringify(told)]);
  await once(sender, 'message');
  const before = process.cpuUsage();
  const from = performance.now();
  sender.send('go');
  await once(sender, 'message');
  const wall = performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  server.closeAllConnections();
  server.close();
  const events = requests * size;
  return { cpu: (user + system) / events, wall: (wall * 1000) / events };
};

/** The least a server can do: read, parse, answer. */
const bareKoa = (): Koa => {
  const app = new Koa();
  app.use(koaBody({ jsonLimit: '1mb' }));
  app.use((ctx) => {
    ctx.body = { success: Boolean((ctx.request as { body?: unknown }).body) };
  });
  return app;
};

const laneOn = (groupCommit: Pick<GroupCommit, 'add'>): Koa => {
  const setAside = createSetAside({ newId: v7, hashEmail: (email) => email });
  const readCall = createReadCall({
    limits: LIMITS,
    newId: v7,
    readUserAgent: createUserAgentReader(),
    locate: () => undefined,
  });
  const lane = createLane({
    prefix: PREFIX,
    limits: LIMITS,
    cors: createCors(['*']),
    findKey: async () => ({ id: 'k', kind: 'browser', secret: '' }),
    sessionUser: async () => undefined,
    ingest: createIngest({ readCall, setAside, groupCommit }),
    clientScript: async () => false,
    locate: () => undefined,
    publicUrl: '',
    now: () => Date.now(),
    log,
  });
  const app = new Koa();
  app.use(async (ctx, next) => {
    if (!(await lane(ctx))) await next();
  });
  return app;
};

const openFile = async (name: string): Promise<Knex> => {
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename: join(scratch, name) },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await migrate(db, [...profilesTables.migrations, ...privacyTables.migrations, ...eventsTables.migrations]);
  return db;
};

/** Everything between the request and the disk, as the plugin composes it. */
const durable = (db: Knex): GroupCommit => {
  const profiles = createProfiles({
    store: createKnexProfileStore(db),
    lists: createKnexListStore(db),
    queue: createKnexQueueStore(db),
    now: () => Date.now(),
    newId: v7,
    isErased: async () => false,
    breathe: () => setImmediate(),
  });
  const hashOf = (email: string) => email;
  const secrets = createSecrets('a secret of the bench alone');
  const erasures = createErasures({ store: createKnexErasureStore(), secrets, hashOf });
  const setAside = createSetAside({ newId: v7, hashEmail: hashOf });
  const breathe = () => setImmediate();
  return createGroupCommit({
    transact: createTransact(db),
    commit: createCommit({
      events: createKnexEventStore(db),
      quarantine: createKnexQuarantineStore(db),
      people: createPeople(profiles, erasures),
      recordConsent: async () => {},
      setAside,
      policy: { unasked: { analytics: 'granted', personalisation: 'granted' }, honorGpc: true },
      now: () => Date.now(),
      breathe,
    }),
    setAside,
    afterCommit: async () => {},
    limit: 100_000,
    log,
    breathe,
  });
};

/** The storing alone: the same rows into the same tables in transactions of 500, the person updated in each. */
const bareInserts = async (db: Knex, pieces: readonly Piece[]): Promise<number> => {
  const rows = pieces.flatMap(({ events }) => events.map(({ event }) => event));
  const from = performance.now();
  for (let at = 0; at < rows.length; at += 500) {
    await db.transaction(async (trx) => {
      for (let part = at; part < Math.min(at + 500, rows.length); part += 100) {
        await trx('attune_events')
          .insert(
            rows.slice(part, part + 100).map((event) => ({
              message_id: `bare-${event.messageId}`,
              profile_id: event.anonymousId,
              type: event.type,
              name: event.name,
              at: event.at,
              received_at: event.receivedAt,
              anonymous_id: event.anonymousId,
              proven: false,
              properties: JSON.stringify(event.properties),
              context: JSON.stringify(event.context),
              handled: false,
            })),
          )
          .onConflict('message_id')
          .ignore();
      }
      await trx('attune_profiles').where({ id: rows[at]?.anonymousId }).update({ last_seen_at: Date.now() });
    });
  }
  return ((performance.now() - from) * 1000) / rows.length;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Other programs only make a round slower: the best one is the work's own. */
const alone = async (load: Load): Promise<readonly [number, number]> => {
  const ours: number[] = [];
  const peer: number[] = [];
  const nothing = { add: async () => new Map() };
  for (let round = 0; round <= ROUNDS_ALONE; round += 1) {
    const [lane, bare] = [await drive(laneOn(nothing), load), await drive(bareKoa(), load)];
    // The first round warms both up.
    if (round === 0) continue;
    ours.push(lane.cpu);
    peer.push(bare.cpu);
  }
  return [Math.min(...ours), Math.min(...peer)];
};

const endToEnd = async (load: Load): Promise<readonly [number, number]> => {
  const ours: number[] = [];
  const parts: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const db = await openFile(`ours-${round}.db`);
    const group = durable(db);
    group.start();
    const whole = await drive(laneOn(group), load);
    await group.drain();
    await db.destroy();

    const taken: Piece[] = [];
    const keep = { add: async (piece: Piece) => (taken.push(piece), new Map()) };
    const taking = await drive(laneOn(keep), load);
    const bare = await openFile(`bare-${round}.db`);
    const storing = await bareInserts(bare, taken);
    await bare.destroy();
    if (round === 0) continue;
    ours.push(whole.wall);
    parts.push(taking.wall + storing);
  }
  return [median(ours), median(parts)];
};

/** Rows for `bench/RESULTS.md`. */
export const run = async () => {
  const single = { path: `${PREFIX}/v1/track`, requests: 1_500, size: 1 };
  const batches = { path: `${PREFIX}/v1/batch`, requests: 200, size: 100 };
  writeFileSync(senderFile, SENDER);
  const [one, koaOne] = await alone(single);
  const [many, koaMany] = await alone(batches);
  const [kept, parts] = await endToEnd(batches);
  rmSync(scratch, { recursive: true, force: true });
  return [
    {
      what: 'single events: parse, check, answer, against Koa and a body parser',
      ours: one,
      peer: koaOne,
      ratio: one / koaOne,
      aim: 'at most 1.2',
    },
    {
      what: 'batches of 100: the same',
      ours: many,
      peer: koaMany,
      ratio: many / koaMany,
      aim: 'at most 1.2',
    },
    {
      what: 'batches of 100, durable on SQLite: speed against the sum of both parts',
      ours: kept,
      peer: parts,
      ratio: parts / kept,
      aim: 'at least 0.6',
    },
  ];
};
