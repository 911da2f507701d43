import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { AGREED, createTracker } from '../support/tracking';

const BATCH = 200;
const REQUESTS = 12;

describe('more events than the database keeps up with', () => {
  let app: BootedStrapi;
  beforeAll(async () => {
    app = await bootStrapi({ config: { ingest: { limits: { pendingEvents: BATCH } } } });
  });
  afterAll(() => app.stop());

  const batchOf = (request: number) =>
    Array.from({ length: BATCH }, (_, index) => ({
      type: 'track',
      event: 'Pressed',
      anonymousId: `device-${request}`,
      messageId: `${request}-${index}`,
      context: AGREED,
    }));
  const send = (request: number) => createTracker(app).browser('batch', { batch: batchOf(request) });

  it('are refused with a time to come back, and none is lost or counted twice', async () => {
    const refusals: { readonly error: unknown; readonly retryAfter: string | null }[] = [];
    const sendUntilTaken = async (request: number): Promise<void> => {
      const answer = await send(request);
      if (answer.status === 200) return;
      expect(answer.status).toBe(429);
      const retryAfter = answer.headers.get('retry-after');
      refusals.push({ retryAfter, ...((await answer.json()) as { error: unknown }) });
      // They do not all come back in the same moment.
      await sleep(Number(retryAfter) * 1000 * (0.5 + request / REQUESTS));
      await sendUntilTaken(request);
    };
    await Promise.all(Array.from({ length: REQUESTS }, (_, request) => sendUntilTaken(request)));

    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals[0]).toMatchObject({ retryAfter: '2', error: { status: 429, name: 'too-many' } });
    const stored = await app.strapi.db.connection('attune_events').where({ name: 'Pressed' }).pluck('seq');
    expect(stored).toHaveLength(REQUESTS * BATCH);
  });

  it('says so to browsers in a header they may read', async () => {
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, (_, request) =>
        createTracker(app).send(
          'batch',
          { writeKey: 'test-browser-key', batch: batchOf(request) },
          { origin: 'https://shop.example' },
        ),
      ),
    );
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('access-control-expose-headers')).toContain('retry-after');
  });

  it('takes a batch that alone is more than may wait', async () => {
    const batch = [...batchOf(100), ...batchOf(101)];
    const answer = await createTracker(app).browser('batch', { batch });
    expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
  });
});
