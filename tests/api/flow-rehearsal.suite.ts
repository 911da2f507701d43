import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { AnswerOf, flowsEndpoints } from '../../plugin/src';
import { loginAdmin } from '../support/admin';
import { startMailSink, type MailSink } from '../support/mail-sink';
import type { Boot, BootedStrapi } from '../support/strapi';
import { createTracker } from '../support/tracking';

type Rehearsed = AnswerOf<typeof flowsEndpoints.rehearse>;

const MEASURED = { consent: { analytics: true } };
const CONSENT = { consent: { analytics: true, marketing: true } };
const DAY = 86_400_000;

/** A draft over what really happened in a real Strapi: whom it would have reached, and that it reached nobody. */
export const flowRehearsalSuite =
  (boot: Boot, after: () => unknown = () => {}) =>
  () => {
    let app: BootedStrapi;
    let sink: MailSink;
    let called = 0;
    const began = Date.now() - 3 * DAY;
    let ask: Awaited<ReturnType<typeof loginAdmin>>;
    let track: ReturnType<typeof createTracker>;
    const listener = createServer((_request, response) => {
      called += 1;
      response.end('ok');
    });

    beforeAll(async () => {
      sink = await startMailSink();
      await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', () => resolve()));
      app = await boot({
        config: {
          email: { transport: `smtp://127.0.0.1:${sink.port}`, from: 'Shop <shop@example.com>' },
          webhooks: { allow: ['127.0.0.1'] },
        },
      });
      ask = await loginAdmin(app.strapi, app.url);
      track = createTracker(app);
      for (const [userId, done] of Object.entries(JOURNEYS)) {
        const email = userId === 'dan' ? undefined : `${userId}@example.com`;
        await track.server('identify', {
          ...{ userId, traits: { ...(email && { email }), plan: userId === 'ada' ? 'pro' : 'free' } },
          timestamp: new Date(began - DAY).toISOString(),
          context: userId === 'cyd' ? MEASURED : CONSENT,
        });
        for (const [event, minutes] of done) {
          await track.server('track', {
            ...{ userId, event, context: MEASURED, properties: { cart_id: `cart-${userId}` } },
            timestamp: new Date(began + minutes * 60_000).toISOString(),
          });
        }
      }
      await sleep(2_500);
    });
    afterAll(async () => {
      await app?.stop();
      await sink?.stop();
      listener.close();
      await after();
    });

    const asked = async <T>(path: string, body: unknown, by = ask): Promise<T & { error?: unknown }> => {
      const answer = await by(`/attune${path}`, { method: 'POST', body: JSON.stringify(body) });
      return (await answer.json()) as T & { error?: unknown };
    };
    const draft = () => ({
      trigger: { kind: 'event', name: 'Product Added', key: 'cart_id' },
      goal: { kind: 'event', name: 'Order Completed', sameKey: true },
      start: 'wait',
      steps: {
        wait: { kind: 'wait', for: '1h', next: 'ask' },
        ask: {
          kind: 'branch',
          ways: [{ when: { kind: 'segment', id: 'pros' }, next: 'hook' }],
          otherwise: 'mail',
        },
        hook: {
          kind: 'webhook',
          url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/x`,
          next: 'mail',
        },
        mail: { kind: 'send-email', template: 'cart-abandoned', next: 'end' },
        end: { kind: 'end' },
      },
    });
    /**
     * Tables that are others afterwards, each time. What goes on behind, as the judging of a new segment, changes some
     * at times; what this writes it writes whenever it is done.
     */
    const changedBy = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
      let always: readonly string[] | undefined;
      for (let times = 0; times < 4; times += 1) {
        const before = await contents(app);
        await work();
        const after = await contents(app);
        const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
        always = always?.filter((table) => changed.includes(table)) ?? changed;
        await sleep(700);
      }
      return always ?? [];
    };
    const window = () => ({ from: Date.now() - 7 * DAY, to: Date.now() });

    it('says who would have come in, gone which way, been written to and been spared', async () => {
      await asked('/segments', {
        ...{ key: 'pros', name: 'Pros', condition: { kind: 'trait', where: { plan: 'pro' } } },
      });
      const { data: flow } = await asked<{ data: { id: string } }>('/flows', {
        ...{ key: 'rehearsed', name: 'Rehearsed', draft: draft() },
      });
      const noted = (await contents(app)).attune_audit;
      const { data, meta } = await asked<Rehearsed>(`/flows/${flow.id}/rehearse`, window());
      expect(data).toMatchObject({ entered: 5, people: 5, ends: { goal: 1, finished: 4 } });
      expect(meta).toMatchObject({ live: null, next: null });
      const step = (name: string) => data.steps.find(({ node }) => node === name);
      expect(step('wait')).toMatchObject({ passed: 4, left: 1 });
      expect(step('ask')?.details).toEqual([
        { outcome: 'passed', detail: 'otherwise', count: 3 },
        { outcome: 'passed', detail: 'way 1', count: 1 },
      ]);
      expect(step('hook')?.effects).toEqual({ sent: 1 });
      expect(step('mail')).toMatchObject({ effects: { sent: 2, skipped: 2 } });
      expect(step('mail')?.skipped).toEqual([
        { reason: 'no address', count: 1 },
        { reason: 'no consent to marketing', count: 1 },
      ]);
      expect(data.days.reduce((sum, { entered }) => sum + entered, 0)).toBe(5);
      const ada = data.stories.find(({ person }) => person === 'ada@example.com');
      expect(ada?.moments.map(({ what }) => what)).toEqual([
        ...['entered', 'passed', 'passed', 'sent', 'sent', 'left'],
      ]);
      // All is as it was, but for the note, made once, of who looked at whom.
      expect((await contents(app)).attune_audit).not.toEqual(noted);
      const again = () => asked<Rehearsed>(`/flows/${flow.id}/rehearse`, window());
      expect(await changedBy(again)).toEqual([]);
      await sleep(1_500);
      expect([sink.mails.length, called]).toEqual([0, 0]);
    });

    it('names nobody to whoever may not see people, and writes nothing at all for them', async () => {
      const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.flows.read']);
      const stranger = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
      const { data: flow } = await asked<{ data: { id: string } }>('/flows', {
        ...{ key: 'masked', name: 'Masked', draft: draft() },
      });
      const rehearse = () => asked<Rehearsed>(`/flows/${flow.id}/rehearse`, window(), reader);
      const { data } = await rehearse();
      expect(data.stories.length).toBeGreaterThan(2);
      for (const story of data.stories) {
        expect([story.person, story.profileId, story.key]).toEqual([null, null, null]);
        expect(story.moments.map(({ about }) => about)).toEqual(story.moments.map(() => null));
      }
      expect(JSON.stringify(data)).not.toMatch(/@example|cart-(ada|bob)/);
      expect(await changedBy(rehearse)).toEqual([]);
      expect((await asked(`/flows/${flow.id}/rehearse`, window(), stranger)).error).toMatchObject({
        status: 403,
      });
    });

    it('lays what the live flow did beside it', async () => {
      const { data: flow } = await asked<{ data: { id: string } }>('/flows', {
        ...{
          key: 'beside',
          name: 'Beside',
          draft: {
            ...draft(),
            trigger: { kind: 'event', name: 'Came', key: 'cart_id' },
            steps: { wait: { kind: 'wait', for: '1h', next: 'end' }, end: { kind: 'end' } },
          },
        },
      });
      const published = await asked<{ data: { status: string } }>(`/flows/${flow.id}/publish`, {});
      expect(published.error).toBeUndefined();
      await track.server('track', {
        ...{ userId: 'ada', event: 'Came', context: CONSENT, properties: { cart_id: 'cart-new' } },
      });
      for (let waited = 0; waited < 100; waited += 1) {
        const { meta, data } = await asked<Rehearsed>(`/flows/${flow.id}/rehearse`, window());
        if (meta.live?.entered === 1) {
          expect(meta.live).toMatchObject({ ends: { running: 1 } });
          expect(data.steps).toEqual(meta.live.steps);
          return;
        }
        await sleep(100);
      }
      throw new Error('It did not start.');
    });

    it('judges segments on the past where their log does not reach', async () => {
      await asked('/segments', {
        key: 'buyers',
        name: 'Buyers',
        condition: { kind: 'event', name: 'Order Completed', count: { $gte: 1 }, within: '1d' },
      });
      const steps = { wait: { kind: 'wait', for: '2d', next: 'end' }, end: { kind: 'end' } };
      const crossing = async (kind: string) => {
        const { data: flow } = await asked<{ data: { id: string } }>('/flows', {
          ...{ key: kind, name: kind, draft: { trigger: { kind, segment: 'buyers' }, start: 'wait', steps } },
        });
        const { data } = await asked<Rehearsed>(`/flows/${flow.id}/rehearse`, window());
        return data.stories.map(({ enteredAt }) => Math.round((enteredAt - began) / 3_600_000));
      };
      expect(await crossing('segment-entered')).toEqual([1]);
      // The window closes a day later, to the second.
      expect(await crossing('segment-left')).toEqual([25]);
    });

    it('refuses stretches that are none', async () => {
      const { data: flow } = await asked<{ data: { id: string } }>('/flows', {
        ...{ key: 'refused', name: 'Refused', draft: draft() },
      });
      const { from, to } = window();
      const refused = async (body: object) => (await asked(`/flows/${flow.id}/rehearse`, body)).error;
      expect(await refused({ from: to, to: from })).toMatchObject({ status: 400 });
      expect(await refused({ from: from - 500 * DAY, to })).toMatchObject({ status: 400 });
      expect(await refused({ from: to + DAY, to: to + 2 * DAY })).toMatchObject({ status: 400 });
      expect(await refused({ from, to, next: 'x' })).toMatchObject({ status: 400 });
      expect(await refused({ from, to, draft: { ...draft(), start: 'gone' } })).toMatchObject({
        status: 400,
      });
    });
  };

/** Minutes into the day three days ago. */
const JOURNEYS: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  ada: [['Product Added', 0]],
  bob: [['Product Added', 10]],
  cyd: [['Product Added', 20]],
  dan: [['Product Added', 30]],
  eve: [
    ['Product Added', 40],
    ['Order Completed', 60],
  ],
  fay: [['Product Viewed', 5]],
};

/** Every table of ours, as text. Locks and beats are the engine's pulse, and go on. */
const contents = async ({ strapi }: BootedStrapi): Promise<Readonly<Record<string, string>>> => {
  const db = strapi.db.connection;
  const names = (await strapi.db.dialect.schemaInspector.getTables()) as string[];
  const rows: Record<string, string> = {};
  for (const name of names.filter((each) => each.startsWith('attune_') && !PULSE.has(each)).sort()) {
    rows[name] = JSON.stringify(await db(name).select());
  }
  return rows;
};

const PULSE = new Set(['attune_processes']);
