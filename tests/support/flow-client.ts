import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'vitest';

import { loginAdmin } from './admin';
import { startMailSink, type MailSink } from './mail-sink';
import { bootStrapi, type BootedStrapi } from './strapi';
import { createTracker } from './tracking';

export const AGREED = { consent: { analytics: true, marketing: true, advertising: true } };

/** Asks until there is an answer. */
export const until = async <T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> => {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const seen = await look();
    if (seen) return seen;
    await sleep(50);
  }
  throw new Error('It did not come.');
};

export interface ShownRun {
  readonly id: string;
  readonly profileId: string;
  readonly version: number;
  readonly status: string;
  readonly because: string | null;
  readonly node: string;
  readonly dueAt: number | null;
}

/** A marketer at the panel and a shop behind the tracking API, for tests of flows in a real Strapi. */
export const createFlowClient = async (app: BootedStrapi) => {
  const admin = await loginAdmin(app.strapi, app.url);
  const track = createTracker(app);
  const ask = async <T = { id: string }>(path: string, method = 'GET', body?: unknown) => {
    const answer = await admin(`/attune${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { data, error } = (await answer.json()) as { data: T; error?: { message: string } };
    return { status: answer.status, data, error };
  };
  const good = async <T = { id: string }>(path: string, method = 'GET', body?: unknown): Promise<T> => {
    const { data, error } = await ask<T>(path, method, body);
    expect(error).toBeUndefined();
    return data;
  };
  const runs = (flow: string, filter = '') => good<ShownRun[]>(`/flows/${flow}/runs?pageSize=100${filter}`);
  const live = async (key: string, draft: object): Promise<string> => {
    const { id } = await good('/flows', 'POST', { key, name: key, draft });
    await good(`/flows/${id}/publish`, 'POST', {});
    return id;
  };
  return {
    ...{ ask, good, runs, track: track.server },
    draft: async (key: string, draft: object) => (await good('/flows', 'POST', { key, name: key, draft })).id,
    publish: (id: string, choice: object = {}) => good(`/flows/${id}/publish`, 'POST', choice),
    live,
    template: (key: string) =>
      good('/emails', 'POST', {
        ...{ name: key, key, subject: key, text: key, sample: {} },
        html: `<mjml><mj-body><mj-section><mj-column><mj-text>${key}</mj-text></mj-column></mj-section></mj-body></mjml>`,
      }),
    person: (userId: string, traits: object = {}) =>
      track.server('identify', {
        ...{ userId, context: AGREED },
        traits: { email: `${userId}@example.com`, ...traits },
      }),
    does: (userId: string, event: string, properties: object = {}) =>
      track.server('track', { userId, event, properties, context: AGREED }),
    /** When so many of a flow stand at a step. */
    standing: (flow: string, node: string, count = 1) =>
      until(async () => {
        const found = await runs(flow, `&status=running&node=${node}`);
        return found.length >= count && found;
      }),
  };
};

export interface FlowShop {
  readonly app: BootedStrapi;
  readonly sink: MailSink;
  readonly client: Awaited<ReturnType<typeof createFlowClient>>;
  stop(): Promise<void>;
}

/** A real Strapi whose mails go into a sink, with that marketer and that shop. */
export const openFlowShop = async (
  postgresUrl: string | undefined,
  { email = {}, ...config }: Record<string, object> = {},
): Promise<FlowShop> => {
  const sink = await startMailSink();
  const mailed = { transport: `smtp://127.0.0.1:${sink.port}`, from: 'Shop <shop@example.com>', ...email };
  const app = await bootStrapi({ postgresUrl, config: { ...config, email: mailed } });
  const client = await createFlowClient(app);
  return {
    ...{ app, sink, client },
    async stop() {
      await app.stop();
      await sink.stop();
    },
  };
};
