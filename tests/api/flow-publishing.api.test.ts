import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createFlowClient, until } from '../support/flow-client';
import { startMailSink, type MailSink } from '../support/mail-sink';
import { startPostgres } from '../support/postgres';
import { bootStrapi, type BootedStrapi } from '../support/strapi';

interface Figures {
  readonly today: { readonly people: number; readonly exact: boolean } | null;
  readonly elsewhere: number;
  readonly overdue: number;
}

const HOUR = 3_600_000;

const waiting = (trigger: object, lasts = '1d', more: object = {}) => ({
  trigger,
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: lasts, next: 'mail' },
    mail: { kind: 'send-email', template: 'news', purpose: 'service', next: 'end' },
    end: { kind: 'end' },
  },
  ...more,
});

const suite = (postgresUrl?: string) => () => {
  let app: BootedStrapi;
  let sink: MailSink;
  let client: Awaited<ReturnType<typeof createFlowClient>>;

  beforeAll(async () => {
    sink = await startMailSink();
    app = await bootStrapi({
      postgresUrl,
      config: { email: { transport: `smtp://127.0.0.1:${sink.port}`, from: 'Shop <shop@example.com>' } },
    });
    client = await createFlowClient(app);
    await client.template('news');
  });
  afterAll(async () => {
    await app?.stop();
    await sink?.stop();
  });

  const figures = (flow: string, query = '') => client.good<Figures>(`/flows/${flow}/publishing${query}`);
  const status = async (flow: string) => (await client.good<{ status: string }>(`/flows/${flow}`)).status;

  it('counts who is in the segment already, and takes them in when that is said', async () => {
    for (const userId of ['ada', 'bob']) await client.person(userId);
    const condition = { kind: 'event', name: 'Loved', count: { $gte: 1 } };
    await client.good('/segments', 'POST', { kind: 'live', name: 'Lovers', key: 'lovers', condition });
    for (const userId of ['ada', 'bob']) await client.does(userId, 'Loved');
    const draft = waiting({ kind: 'segment-entered', segment: 'lovers' });
    const flow = await client.draft('lovers', draft);
    const found = await until(async () => {
      const seen = await figures(flow);
      return seen.today?.people === 2 && seen;
    });
    expect(found).toEqual({ today: { people: 2, exact: true }, elsewhere: 0, overdue: 0 });
    await client.publish(flow);
    expect(await client.runs(flow)).toEqual([]);
    await client.publish(flow, { today: 'at-once' });
    await client.standing(flow, 'wait', 2);
    // Saying it again takes nobody in twice.
    await client.publish(flow, { today: 'at-once' });
    await client.does('ada', 'Anything');
    expect(await client.runs(flow)).toHaveLength(2);
  });

  it('starts by their own dates those who did it in the last days', async () => {
    await client.person('cleo');
    const flow = await client.draft('past', waiting({ kind: 'event', name: 'Signed Up' }, '30d'));
    const at = Date.now() - 50 * HOUR;
    await client.track('track', {
      ...{ userId: 'cleo', event: 'Signed Up', properties: {}, timestamp: new Date(at).toISOString() },
      context: { consent: { analytics: true } },
    });
    await until(async () => (await figures(flow)).today?.people === 1);
    expect((await figures(flow, '?within=1d')).today).toEqual({ people: 0, exact: true });
    await client.publish(flow, { today: 'own-dates' });
    const [run] = await client.standing(flow, 'wait');
    expect(run!.dueAt).toBe(at + 30 * 24 * HOUR);
  });

  it('moves who is under way to the new version, where that is said', async () => {
    const flow = await client.live('moving', waiting({ kind: 'event', name: 'Moved' }, '10d'));
    await client.person('dora');
    await client.does('dora', 'Moved');
    const [before] = await client.standing(flow, 'wait');
    await client.good(`/flows/${flow}`, 'PUT', { draft: waiting({ kind: 'event', name: 'Moved' }, '5d') });
    expect(await figures(flow)).toMatchObject({ elsewhere: 1 });
    await client.publish(flow, { move: true });
    const after = await until(async () => (await client.runs(flow)).find(({ version }) => version === 2));
    expect(before!.dueAt! - after.dueAt!).toBe(5 * 24 * HOUR);
    expect(await figures(flow)).toMatchObject({ elsewhere: 0 });
  });

  it('says what is overdue after a pause, and leaves it out where that is chosen', async () => {
    const flow = await client.live('overdue', waiting({ kind: 'event', name: 'Waited' }, '2s'));
    await client.person('emil');
    await client.does('emil', 'Waited');
    await client.standing(flow, 'wait');
    await client.good(`/flows/${flow}/pause`, 'POST');
    await until(async () => (await figures(flow)).overdue === 1);
    await client.good(`/flows/${flow}/resume`, 'POST', { overdue: 'skip' });
    const rows = await until(async () => {
      const found = await client.good<{ reason: string }[]>(`/outbox?status=skipped&flowId=${flow}`);
      return found.length > 0 && found;
    });
    expect(rows).toMatchObject([{ reason: 'it fell due while the flow was paused' }]);
    const [run] = await client.runs(flow);
    expect(run).toMatchObject({ because: 'finished' });
  });

  it('drains: who is under way comes to the end, and then it is stopped', async () => {
    const flow = await client.live('drained', waiting({ kind: 'event', name: 'Drained' }, '3s'));
    await client.person('fay');
    await client.does('fay', 'Drained');
    await client.standing(flow, 'wait');
    await client.good(`/flows/${flow}/stop`, 'POST', { how: 'drain' });
    expect(await status(flow)).toBe('draining');
    await until(async () => (await status(flow)) === 'stopped');
    expect(await client.runs(flow)).toMatchObject([{ because: 'finished' }]);
  });

  it('refuses choices that there are not', async () => {
    const flow = await client.draft('refused', waiting({ kind: 'event', name: 'Refused' }));
    for (const choice of [{ today: 'everybody' }, { over: 'soon' }, { overdue: 'later' }, { move: 'yes' }]) {
      const { status: answered } = await client.ask(`/flows/${flow}/publish`, 'POST', choice);
      expect([JSON.stringify(choice), answered]).toEqual([JSON.stringify(choice), 400]);
    }
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('publishing flows on SQLite', suite());
describe.skipIf(skipped)('publishing flows on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
