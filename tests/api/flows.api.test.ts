import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import cart from '../../templates/flows/cart-abandonment.json';
import { loginAdmin } from '../support/admin';
import { startMailSink, type MailSink } from '../support/mail-sink';
import { startPostgres } from '../support/postgres';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { createTracker } from '../support/tracking';

const definition = {
  ...cart.definition,
  trigger: { ...cart.definition.trigger, for: '1s' },
  steps: {
    ...cart.definition.steps,
    clicked: { ...cart.definition.steps.clicked, timeout: '5s' },
    'clicked-again': { ...cart.definition.steps['clicked-again'], timeout: '2s', otherwise: 'done' },
    'time-to-order': { kind: 'wait', for: '30s', next: 'code' },
  },
};

const AGREED = { consent: { analytics: true, marketing: true } };
const MEASURED = { consent: { analytics: true } };

const until = async <T>(look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> => {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const seen = await look();
    if (seen) return seen;
    await sleep(50);
  }
  throw new Error('It did not come.');
};

type Shown = { data: Record<string, never> & { id: string; status: string; version: number | null } };

const suite = (postgresUrl?: string) => () => {
  let app: BootedStrapi;
  let sink: MailSink;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  let track: ReturnType<typeof createTracker>;

  beforeAll(async () => {
    sink = await startMailSink((to) => (to.startsWith('nobody') ? 550 : undefined));
    app = await bootStrapi({
      postgresUrl,
      config: { email: { transport: `smtp://127.0.0.1:${sink.port}`, from: 'Shop <shop@example.com>' } },
    });
    admin = await loginAdmin(app.strapi, app.url);
    track = createTracker(app);
  });
  afterAll(async () => {
    await app?.stop();
    await sink?.stop();
  });

  const ask = async (path: string, method = 'GET', body?: unknown) => {
    const answer = await admin(`/attune${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, ...((await answer.json()) as Shown & { error?: { message: string } }) };
  };
  const published = async (key: string, draft: unknown = definition): Promise<string> => {
    const made = await ask('/flows', 'POST', { key, name: key, draft });
    expect(made.error).toBeUndefined();
    const live = await ask(`/flows/${made.data.id}/publish`, 'POST');
    expect(live.error).toBeUndefined();
    expect(live.data).toMatchObject({ status: 'live', version: 1 });
    return made.data.id;
  };
  const person = async (name: string, consent: object = AGREED) => {
    const traits = { email: `${name}@example.com`, firstName: name };
    const answer = await track.server('identify', { userId: name, traits, context: consent });
    expect(answer.status).toBe(200);
  };
  const does = (name: string, event: string, properties: object) =>
    track.server('track', { userId: name, event, properties, context: MEASURED });
  const mailsTo = (name: string) => sink.mails.filter(({ to }) => to.includes(`${name}@example.com`));
  const runOf = async (flow: string, key: string) => {
    const { data } = (await ask(`/flows/${flow}/runs?pageSize=100`)) as never as {
      data: { key: string; status: string; because: string; node: string; steps: { node: string }[] }[];
    };
    return data.find((run) => run.key === key);
  };

  it('makes a draft of the ready flow, and refuses to publish what dangles', async () => {
    const made = await ask('/flows/from-template', 'POST', { template: 'cart-abandonment' });
    expect(made.data).toMatchObject({ status: 'draft', version: null, problems: [] });
    const draft = structuredClone(cart.definition);
    draft.steps.remind.template = 'never-written';
    draft.steps['time-to-order'].next = 'nowhere';
    await ask(`/flows/${made.data.id}`, 'PUT', { draft });
    const refused = await ask(`/flows/${made.data.id}/publish`, 'POST');
    expect(refused.status).toBe(400);
    expect(refused.error?.message).toContain('"never-written"');
    expect(refused.error?.message).toContain('"nowhere"');
    const kinds = (await ask('/flows/kinds')) as never as { data: { kind: string }[] };
    expect(kinds.data.map(({ kind }) => kind)).toContain('wait-for-event');
    expect((await ask(`/flows/${made.data.id}`, 'DELETE')).status).toBe(200);
    expect((await ask(`/flows/${made.data.id}`)).status).toBe(404);
    const wrong = await ask('/flows', 'POST', {
      ...{ key: 'wrong', name: 'Wrong' },
      draft: { ...draft, steps: { 'time-to-order': { kind: 'wait', for: '-1h', next: 'x' } } },
    });
    expect(wrong.status).toBe(400);
    expect(wrong.error?.message).toContain('steps.time-to-order.for');
  });

  it('starts for whoever comes into a segment, and for nobody whom an import puts there', async () => {
    const condition = { kind: 'event', name: 'Joined The Club' };
    const made = await ask('/segments', 'POST', { name: 'Club', key: 'club', condition });
    expect(made.error).toBeUndefined();
    const flow = await published('welcome', {
      trigger: { kind: 'segment-entered', segment: 'club' },
      reentry: 'once',
      start: 'done',
      steps: { done: { kind: 'end' } },
    });
    const members = async () =>
      ((await ask('/segments/club/members')) as never as { data: object[] }).data.length;
    const joined = (userId: string, timestamp: string) => ({
      type: 'track',
      ...{ userId, timestamp, event: 'Joined The Club', context: MEASURED },
    });
    await track.server('import', {
      batch: [joined('old-1', '2020-05-01T12:00:00Z'), joined('old-2', '2021-05-01T12:00:00Z')],
    });
    await until(async () => (await members()) === 2);
    await does('new-1', 'Joined The Club', {});
    await until(async () => (await members()) === 3);
    const runs = (await until(async () => {
      const { data } = (await ask(`/flows/${flow}/runs`)) as never as { data: object[] };
      return data.length > 0 && data;
    })) as object[];
    expect(runs).toHaveLength(1);
  });

  describe('the cart flow', () => {
    let flow: string;
    beforeAll(async () => {
      flow = await published('cart');
    });

    it('writes once to who leaves a cart, and no more after the click and the order', async () => {
      await person('ada');
      await does('ada', 'Product Added', { cart_id: 'c-ada', product_id: 'p1' });
      await until(() => mailsTo('ada').length > 0);
      expect(mailsTo('ada')[0]?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
      const waiting = await until(async () => (await runOf(flow, 'c-ada'))?.node === 'clicked');
      expect(waiting).toBe(true);
      const link = /http[^\s"<>)]+\/v1\/c\/[^\s"<>)]+/.exec(mailsTo('ada')[0]!.html)?.[0];
      const click = await fetch(link!.replace(/^http:\/\/[^/]+/, app.url).replaceAll('&amp;', '&'), {
        redirect: 'manual',
        headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36' },
      });
      expect(click.status).toBe(302);
      await until(async () => (await runOf(flow, 'c-ada'))?.node === 'time-to-order');
      await does('ada', 'Order Completed', { cart_id: 'c-ada', order_id: 'o1' });
      const run = await until(async () => {
        const seen = await runOf(flow, 'c-ada');
        return seen?.status === 'ended' && seen;
      });
      expect(run.because).toBe('goal');
      expect(mailsTo('ada')).toHaveLength(1);
    });

    it('writes a second time when nothing happens, and never without a yes', async () => {
      await person('bob');
      await person('eve', { consent: { analytics: true, marketing: false } });
      await does('bob', 'Product Added', { cart_id: 'c-bob', product_id: 'p1' });
      await does('eve', 'Product Added', { cart_id: 'c-eve', product_id: 'p1' });
      await until(() => mailsTo('bob').length === 2);
      await until(async () => (await runOf(flow, 'c-eve'))?.status === 'ended');
      expect(mailsTo('eve')).toHaveLength(0);
      const skipped = (await ask('/outbox?status=skipped')) as never as { data: { reason: string }[] };
      expect(skipped.data.map(({ reason }) => reason)).toContain('no consent to marketing');
    });

    it('ends what a 5xx refuses, and holds nobody else up', async () => {
      await person('nobody');
      await person('carl');
      await does('nobody', 'Product Added', { cart_id: 'c-nobody', product_id: 'p1' });
      await does('carl', 'Product Added', { cart_id: 'c-carl', product_id: 'p1' });
      await until(() => mailsTo('carl').length > 0);
      const failed = await until(async () => {
        const { data } = (await ask('/outbox?status=failed')) as never as { data: { attempts: number }[] };
        return data[0];
      });
      expect(failed.attempts).toBe(1);
    });

    it('counts per step who waits, passed and left', async () => {
      const { data } = (await ask(`/flows/${flow}/numbers`)) as never as {
        data: { node: string; passed: number; left: number; effects: Record<string, number> }[];
      };
      const of = (node: string) => data.find((row) => row.node === node);
      expect(of('time-to-order')).toMatchObject({ left: 1 });
      expect(of('remind')).toMatchObject({ passed: 5, effects: { sent: 3, skipped: 1, failed: 1 } });
      const listed = (await ask('/flows')) as never as { data: { runs: { goal: number } }[] };
      expect(listed.data[0]?.runs.goal).toBe(1);
    });

    it('tells the whole way of one person, with the mail as it went out', async () => {
      const { data: runs } = (await ask(`/flows/${flow}/runs?pageSize=100`)) as never as {
        data: { id: string; key: string; person: string | null }[];
      };
      const run = runs.find(({ key }) => key === 'c-ada');
      expect(run?.person).toContain('ada');
      const { data } = (await ask(`/flows/${flow}/runs/${run?.id}`)) as never as {
        data: {
          story: {
            what: string;
            sentence: string;
            node: string | null;
            effect: string | null;
            about: { products: object[] } | null;
          }[];
        };
      };
      expect(data.story.map(({ what, node }) => [what, node])).toEqual([
        ['entered', null],
        ['sent', 'remind'],
        ['clicked', 'remind'],
        ['passed', 'clicked'],
        ['left', 'time-to-order'],
      ]);
      expect(data.story[0]?.sentence).toMatch(/^entered because a cart was left for /);
      expect(data.story[0]?.about?.products).toEqual([{ id: 'p1', name: null, quantity: 1 }]);
      expect(data.story.slice(1).every(({ about }) => about === null)).toBe(true);
      const effect = data.story.find(({ what }) => what === 'sent')?.effect ?? '';
      const { data: mail } = (await ask(`/emails/sent/${encodeURIComponent(effect)}`)) as never as {
        data: { subject: string; html: string };
      };
      expect(mail.subject).toBe(mailsTo('ada')[0]?.headers.subject);
      expect(mail.html).not.toContain('/v1/c/');
      expect((await ask('/emails/sent/none')).status).toBe(404);
      expect((await ask(`/flows/${flow}/runs/none`)).status).toBe(404);
    });

    it('lists what failed, to be sent again or left', async () => {
      const failed = async () =>
        ((await ask('/outbox?status=failed')) as never as { data: { id: string }[] }).data;
      const [row] = await failed();
      const left = await ask(`/outbox/${encodeURIComponent(row?.id ?? '')}/dismiss`, 'POST');
      expect(left.data).toMatchObject({ status: 'skipped' });
      expect(await failed()).toEqual([]);
    });
  });

  it('holds mails while paused, sends them when resumed, and nothing more for five publishings', async () => {
    const trigger = { kind: 'event', name: 'Paused About', key: 'id' };
    const steps = {
      ...{ mail: { kind: 'send-email', template: 'cart-abandonment', next: 'later' } },
      ...{ later: { kind: 'wait', for: '2s', next: 'again' }, end: { kind: 'end' } },
      ...{ again: { kind: 'send-email', template: 'cart-abandonment', next: 'end' } },
    };
    const flow = await published('paused', { trigger, start: 'mail', steps });
    await person('dora');
    await does('dora', 'Paused About', { id: '1' });
    await until(() => mailsTo('dora').length === 1);
    await ask(`/flows/${flow}/pause`, 'POST');
    await sleep(3_500);
    expect(mailsTo('dora')).toHaveLength(1);
    await ask(`/flows/${flow}/resume`, 'POST');
    await until(() => mailsTo('dora').length === 2);
    for (let round = 0; round < 5; round += 1) {
      await ask(`/flows/${flow}/pause`, 'POST');
      expect((await ask(`/flows/${flow}/publish`, 'POST')).data).toMatchObject({
        status: 'live',
        version: 1,
      });
    }
    await sleep(1_500);
    expect(mailsTo('dora')).toHaveLength(2);
    await ask(`/flows/${flow}/stop`, 'POST');
    expect((await ask(`/flows/${flow}/resume`, 'POST')).status).toBe(409);
  });

  it('keeps who is under way on the version they began with', async () => {
    const trigger = { kind: 'event', name: 'Versioned', key: 'id' };
    const steps = { w: { kind: 'wait', for: '2s', next: 'end' }, end: { kind: 'end' } };
    const flow = await published('versioned', { trigger, start: 'w', steps });
    await person('fred');
    await does('fred', 'Versioned', { id: 'old' });
    await until(() => runOf(flow, 'old'));
    const draft = { trigger, start: 'w', steps: { ...steps, w: { kind: 'wait', for: '7d', next: 'end' } } };
    await ask(`/flows/${flow}`, 'PUT', { draft });
    expect((await ask(`/flows/${flow}/publish`, 'POST')).data.version).toBe(2);
    await does('fred', 'Versioned', { id: 'new' });
    await until(async () => (await runOf(flow, 'old'))?.status === 'ended');
    expect(await runOf(flow, 'new')).toMatchObject({ status: 'running', node: 'w', version: 2 });

    const versions = (await ask(`/flows/${flow}/versions`)) as never as { data: object[] };
    expect(versions.data).toMatchObject([
      { version: 2, current: true, running: 1 },
      { version: 1, current: false, running: 0 },
    ]);
    const compared = (await ask(`/flows/${flow}/compare?from=1`)) as never as {
      data: { change: string; text: string }[];
    };
    expect(compared.data.filter(({ change }) => change !== 'same')).toEqual([
      { change: 'removed', text: 'Wait 2 seconds' },
      { change: 'added', text: 'Wait 7 days' },
    ]);
    const back = await ask(`/flows/${flow}/versions/1/draft`, 'POST');
    expect(back.data).toMatchObject({ version: 2, changed: true, draft: { steps: { w: { for: '2s' } } } });
    expect((await ask(`/flows/${flow}/versions/7`)).status).toBe(404);
    const { data: checked } = (await ask('/flows/check', 'POST', {
      draft: { trigger, start: 'w', steps: { w: { kind: 'wait', for: '-1h', next: 'end' } } },
    })) as never as { data: { problems: object[] } };
    expect(checked.problems).toMatchObject([{ step: 'w', path: 'steps.w.for' }]);
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('flows on SQLite', suite());
describe.skipIf(skipped)('flows on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
