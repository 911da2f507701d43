import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { plantRuns, type Planted } from './flows/plant-runs';
import { startStrapi, type RunningStrapi } from './million/child';
import { withDatabase } from './million/open-file';

export const title = 'A flow with a million runs behind it, in a Strapi on SQLite (milliseconds)';

const RUNS = Number(process.env.BENCH_RUNS ?? 1_000_000);
const EVENTS = 300;
const EVERY_MS = 20;
const ROUNDS = 3;
const SECOND = 1_000;
const KEY = 'bench-server-key';
const CONFIG = { ingest: { writeKeys: [{ key: KEY, kind: 'server', name: 'Bench' }] } };

/** The flow whose page is opened: most of its people wait in it, or have been through. */
const REMINDER = {
  trigger: { kind: 'api' },
  start: 'month',
  steps: {
    month: { kind: 'wait', for: '30d', next: 'mail' },
    mail: { kind: 'send-email', template: 'reminder', next: 'end' },
    end: { kind: 'end' },
  },
};
/** The flow whose people move on at an event. */
const WAITING = {
  trigger: { kind: 'event', name: 'Began' },
  start: 'event',
  steps: {
    event: { kind: 'wait-for-event', name: 'Went', timeout: '30d', then: 'then', otherwise: 'end' },
    then: { kind: 'wait', for: '30d', next: 'end' },
    end: { kind: 'end' },
  },
};

const publish = async ({ call }: RunningStrapi, key: string, draft: object): Promise<string> => {
  const made = await call('POST', '/flows', { key, name: key, draft });
  const { id } = ((await made.json()) as { data: { id: string } }).data;
  await call('POST', `/flows/${id}/publish`, {});
  return id;
};

/** What the panel asks when somebody opens the flow, each as often as the best of a few is its own. */
const opened = async ({ call }: RunningStrapi, flow: string) => {
  const asked = {
    'the list of flows': '/flows',
    'the flow': `/flows/${flow}`,
    'the numbers beside its steps': `/flows/${flow}/numbers`,
    'the newest people in it': `/flows/${flow}/runs?pageSize=20`,
    'those who stand at a step': `/flows/${flow}/runs?pageSize=20&status=running&node=month`,
    'those who left with the goal': `/flows/${flow}/runs?pageSize=20&because=goal`,
    'what publishing would mean': `/flows/${flow}/publishing`,
  };
  const rows = [];
  for (const [what, path] of Object.entries(asked)) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      await (await call('GET', path)).text();
      times.push(performance.now() - from);
    }
    const ours = Math.min(...times);
    rows.push({ what, ours, peer: SECOND, ratio: ours / SECOND, aim: 'at most 1' });
  }
  return rows;
};

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** From an event that is sent to the step that its run then stands at. */
const moved = async (strapi: RunningStrapi, folder: string, flow: string) => {
  const track = async (userId: string, event: string): Promise<void> => {
    const response = await fetch(`${strapi.url}/api/attune/v1/track`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ userId, event, properties: {}, context: { consent: { analytics: true } } }),
    });
    if (!response.ok) throw new Error(`track: ${response.status} ${await response.text()}`);
  };
  const moves = () =>
    withDatabase(folder, (db) =>
      db('attune_run_steps as step')
        .join('attune_runs as run', 'run.id', 'step.run_id')
        .join('attune_identities as name', 'name.profile_id', 'run.profile_id')
        .where({ 'step.flow_id': flow, 'step.node': 'event', 'name.kind': 'userId' })
        .select<{ value: string; at: number }[]>('name.value', 'step.at'),
    );
  const standing = () =>
    withDatabase(
      folder,
      async (db) => (await db('attune_runs').where({ flow_id: flow, node: 'event' })).length,
    );
  const people = Array.from({ length: EVENTS }, (_, at) => `mover-${at}`);
  for (const one of people) await track(one, 'Began');
  while ((await standing()) < EVENTS) await sleep(200);
  const sentAt = new Map<string, number>();
  for (const one of people) {
    sentAt.set(one, Date.now());
    await track(one, 'Went');
    await sleep(EVERY_MS);
  }
  let told = await moves();
  for (let waited = 0; told.length < EVENTS && waited < 60; waited += 1) {
    await sleep(500);
    told = await moves();
  }
  if (told.length < EVENTS) throw new Error(`${told.length} of ${EVENTS} moved on.`);
  const took = told.map(({ value, at }) => at - (sentAt.get(value) ?? 0)).sort((a, b) => a - b);
  return [0.5, 0.99].map((part) => {
    const ours = share(took, part);
    const what = `from an event to the next step, ${part * 100} of 100`;
    return { what, ours, peer: SECOND, ratio: ours / SECOND, aim: 'at most 1' };
  });
};

export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-flows-'));
  let strapi = await startStrapi(folder, CONFIG);
  try {
    await strapi.call('POST', '/emails', {
      ...{ name: 'reminder', key: 'reminder', subject: 'Hello', text: 'Hello', sample: {} },
      html: '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>',
    });
    const flow = await publish(strapi, 'reminder', REMINDER);
    const waiting = await publish(strapi, 'waiting', WAITING);
    await strapi.stop();
    const from = performance.now();
    const planted: Planted = await withDatabase(folder, (db) => plantRuns(db, flow, RUNS, Date.now()));
    console.log(
      `  planted in ${Math.round((performance.now() - from) / 1_000)} s: ${JSON.stringify(planted)}`,
    );
    strapi = await startStrapi(folder, CONFIG);
    return [...(await opened(strapi, flow)), ...(await moved(strapi, folder, waiting))];
  } finally {
    await strapi.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
