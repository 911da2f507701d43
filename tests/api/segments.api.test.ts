import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';

interface Shown {
  readonly id: string;
  readonly key: string;
  readonly size: number;
  readonly atMost: boolean;
  readonly sentence: string;
  readonly bulk: unknown;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again until the answer is as wished; the last answer when it never is. */
const eventually = async <T>(
  ask: () => Promise<T>,
  wished: (answer: T) => boolean,
  ms = 15_000,
): Promise<T> => {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (wished(answer) || Date.now() > end) return answer;
    await sleep(50);
  }
};

describe('segments', () => {
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;

  beforeAll(async () => {
    app = await bootStrapi();
    admin = await loginAdmin(app.strapi, app.url);
  });
  afterAll(() => app.stop());

  const send = async (path: string, method: string, body?: unknown) => {
    const response = await admin(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, json: JSON.parse(text || 'null') as never };
  };
  const create = async (body: unknown): Promise<Shown> => {
    const { json, status, text } = await send('/attune/segments', 'POST', body);
    expect(status, text).toBe(200);
    return (json as { data: Shown }).data;
  };
  const get = async (id: string): Promise<Shown> =>
    ((await send(`/attune/segments/${id}`, 'GET')).json as { data: Shown }).data;
  const settled = (id: string) =>
    eventually(
      () => get(id),
      ({ bulk }) => bulk === null,
    );

  const call = async (path: string, body: object) => {
    const response = await fetch(`${app.url}/api/attune/v1/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${TEST_KEYS.server}:`).toString('base64')}`,
      },
      body: JSON.stringify(body),
    });
    expect(response.status, await response.clone().text()).toBe(200);
  };
  const consent = {
    attune: {},
    consent: { categoryPreferences: { analytics: true, personalisation: true } },
  };
  const identify = (userId: string, traits: object) => call('identify', { userId, traits, context: consent });
  const track = (userId: string, event: string, properties: object = {}) =>
    call('track', { userId, event, properties, context: consent });
  const profileIdOf = async (text: string): Promise<string> => {
    const { json } = await send(`/attune/profiles?search=${text}`, 'GET');
    return (json as { data: { id: string }[] }).data[0]?.id ?? 'nobody';
  };

  it('judges everyone when it is made, and shows its size and sentence', async () => {
    for (const [userId, country] of Object.entries({ ada: 'DE', bob: 'AT', cleo: 'US' })) {
      await identify(userId, { country, name: userId });
    }
    const segment = await create({
      name: 'Nachbarn & Freunde',
      condition: { kind: 'trait', where: { country: { $in: ['DE', 'AT'] } } },
    });
    expect(segment).toMatchObject({
      key: 'nachbarn-freunde',
      sentence: 'country is one of DE, AT',
      atMost: false,
    });
    expect(
      await eventually(
        () => get(segment.key),
        ({ size }) => size === 2,
      ),
    ).toMatchObject({ size: 2, bulk: null });
    const { json } = await send(`/attune/segments/${segment.id}/members`, 'GET');
    const labels = (json as { data: { label: string }[] }).data.map(({ label }) => label).sort();
    expect(labels).toEqual(['ada', 'bob']);
  });

  it('is entered with the event and left at the second its window closes, with the reasons', async () => {
    const segment = await create({
      name: 'Just bought',
      condition: { kind: 'event', name: 'Order Completed', within: '6s' },
    });
    await settled(segment.id);
    await identify('dan', { name: 'dan' });
    const before = Date.now();
    await track('dan', 'Order Completed', { total: 20 });
    expect(
      (
        await eventually(
          () => get(segment.id),
          ({ size }) => size === 1,
        )
      ).size,
    ).toBe(1);
    // Long before its window closes: the machine may be busy.
    expect(Date.now() - before).toBeLessThan(3_000);

    const id = await profileIdOf('dan');
    const { json } = await send(`/attune/segments/${segment.id}/explain/${id}`, 'GET');
    expect(json).toMatchObject({
      data: {
        in: true,
        because: ['1 × "Order Completed" in the last 6 seconds'],
        history: [{ entered: true }],
      },
    });
    const { until } = (json as { data: { until: number } }).data;
    expect(until).toBeGreaterThan(before);

    expect(
      (
        await eventually(
          () => get(segment.id),
          ({ size }) => size === 0,
        )
      ).size,
    ).toBe(0);
    const lateness = Date.now() - until;
    expect(lateness).toBeGreaterThanOrEqual(0);
    expect(lateness).toBeLessThan(3_000);
    const after = await send(`/attune/segments/${segment.id}/explain/${id}`, 'GET');
    expect(after.json).toMatchObject({
      data: {
        in: false,
        because: ['0 × "Order Completed" in the last 6 seconds'],
        parts: [{ path: '', value: false, found: '0 × "Order Completed" in the last 6 seconds' }],
        history: [{ entered: false }, { entered: true }],
      },
    });
  });

  it('counts a condition before it is saved', async () => {
    const { json } = await send('/attune/segments/preview', 'POST', {
      condition: { not: { kind: 'trait', where: { country: { $exists: true } } } },
    });
    expect(json).toMatchObject({ size: 1, of: 4, error: null, sentence: 'not (country is known)' });
    expect((json as { sample: { label: string }[] }).sample.map(({ label }) => label)).toEqual(['dan']);
    const mixed = await send('/attune/segments/preview', 'POST', {
      condition: {
        all: [
          { kind: 'trait', where: { country: 'DE' } },
          { kind: 'context', where: { device: 'mobile' } },
        ],
      },
    });
    expect(mixed.json).toMatchObject({ size: 1, atMost: true });
    const dangling = await send('/attune/segments/preview', 'POST', {
      condition: { all: [{ kind: 'segment', id: 'nowhere' }] },
    });
    expect(dangling.status).toBe(400);
    expect(dangling.text).toContain('condition.all.0.id');
  });

  it('judges given facts, with the moment at which that changes', async () => {
    const now = 1_000_000;
    const { json } = await send('/attune/conditions/evaluate', 'POST', {
      condition: { kind: 'event', name: 'Order Completed', count: { $gte: 2 }, within: '90s' },
      facts: { events: { 'Order Completed': [{ at: now - 10_000 }, { at: now - 60_000, properties: {} }] } },
      now,
    });
    expect(json).toMatchObject({
      value: true,
      until: now + 30_000,
      reasons: [{ kind: 'event', value: true, actual: 2 }],
    });
  });

  it('offers the words that were really seen', async () => {
    const { json } = await send('/attune/conditions/vocabulary', 'GET');
    const { data } = json as { data: { events: { name: string }[]; traits: { name: string }[] } };
    expect(data.events.map(({ name }) => name)).toContain('Order Completed');
    expect(data.traits.map(({ name }) => name)).toContain('country');
  });

  it('nests segments, refuses circles and deleting what is used', async () => {
    await create({ name: 'Base', key: 'base', condition: { kind: 'trait', where: { country: 'DE' } } });
    const nested = await create({
      name: 'Nested',
      key: 'nested',
      condition: { not: { kind: 'segment', id: 'base' } },
    });
    expect(
      await eventually(
        () => get(nested.id),
        ({ size }) => size === 3,
      ),
    ).toMatchObject({ size: 3 });
    const circle = await send('/attune/segments/base', 'PUT', {
      condition: { kind: 'segment', id: 'nested' },
    });
    expect(circle.status).toBe(409);
    expect(circle.text).toMatch(/(base → nested → base|nested → base → nested)/);
    const used = await send('/attune/segments/base', 'DELETE');
    expect(used.status).toBe(409);
    expect(used.text).toContain('Nested');
    expect((await send('/attune/segments/nested', 'DELETE')).status).toBe(200);
    expect((await send('/attune/segments/base', 'DELETE')).status).toBe(200);
    expect((await send('/attune/segments/base', 'GET')).status).toBe(404);
  });

  it.each<[string, object, ...string[]]>([
    ['a condition 100 deep', { condition: deep(100) }, '20 deep', 'condition.not.not'],
    ['an unknown operator', trait({ country: { $inn: ['DE'] } }), '"$in"', 'condition.where.country.$inn'],
    ['an unknown kind', { condition: { kind: 'traits' } }, '"trait"', 'condition.kind'],
    ['a filter that is a list', trait([]), 'object', 'condition.where'],
    [
      'a broken pattern',
      trait({ name: { $regex: '(' } }),
      'regular expression',
      'condition.where.name.$regex',
    ],
    ['a pattern that takes for ever', trait({ name: { $regex: '(a+)+$' } }), 'for ever', '$regex'],
    ['a key of SQL', { ...trait({}), key: "x'; drop table attune_segments; --" }, 'a-z', 'key'],
    ['a key of HTML', { ...trait({}), key: '<script>alert(1)</script>' }, 'a-z', 'key'],
    [
      'a segment that is not there',
      { condition: { not: { kind: 'segment', id: 'nowhere' } } },
      'nowhere',
      'condition.not.id',
    ],
    [
      'a saved group',
      trait({ id: { $inGroup: 'staff' } }),
      'There is no saved group',
      'condition.where.id.$inGroup',
    ],
    [
      'a field no visit has',
      { condition: { kind: 'context', where: { devcie: 'tv' } } },
      '"device"',
      'where.devcie',
    ],
    ['a wide filter', trait({ $or: Array.from({ length: 501 }, () => ({ a: 1 })) }), '500', 'condition'],
    ['no condition', { condition: null }, 'condition', 'condition'],
    [
      '501 parts',
      { condition: { all: Array.from({ length: 501 }, () => ({ all: [] })) } },
      '500',
      'condition',
    ],
    ['a window of nonsense', { condition: { kind: 'event', name: 'x', within: 'soon' } }, '7d', 'within'],
  ])('refuses %s, saying what and where', async (_what, body, ...wanted) => {
    const { status, text } = await send('/attune/segments', 'POST', { name: 'Bad', ...body });
    expect(status).toBe(400);
    for (const word of wanted) expect(text).toContain(word.replaceAll('"', '\\"'));
    expect(text).not.toContain('at Object');
  });

  it('keeps odd names as they are', async () => {
    const name = `<b>'; drop table attune_segments; --</b>`;
    const { id } = await create({ name, condition: { all: [] } });
    expect(await get(id)).toMatchObject({ name, key: 'b-drop-table-attune-segments-b' });
    const { json } = await send(`/attune/segments?search=${encodeURIComponent("'; drop")}`, 'GET');
    expect(json).toMatchObject({ data: [{ id }], meta: { pagination: { total: 1 } } });
  });

  it('tells no words of what is sensitive, nor of an earlier condition, and logs who looked', async () => {
    await identify('iris', { weight: 91 });
    const { id } = await create({
      name: 'Heavy',
      key: 'heavy',
      condition: { kind: 'trait', where: { weight: { $gt: 90 } } },
    });
    await settled(id);
    const iris = await profileIdOf('iris');
    const told = async (): Promise<readonly boolean[]> => {
      const texts = [
        await send(`/attune/profiles/${iris}/timeline`, 'GET'),
        await send(`/attune/segments/heavy/explain/${iris}`, 'GET'),
        await send('/attune/segments/heavy/changes?which=entered&since=0', 'GET'),
      ];
      return texts.map(({ text }) => text.includes('weight is 91'));
    };
    expect(await told()).toEqual([true, true, true]);
    expect((await send('/attune/settings/sensitive', 'PUT', { traits: ['weight'] })).status).toBe(200);
    expect(await told()).toEqual([false, false, false]);
    expect((await send(`/attune/segments/heavy/explain/${iris}`, 'GET')).json).toMatchObject({
      data: { parts: [{ node: 'leaf', value: null, found: null, untold: 'sensitive' }] },
    });
    await send('/attune/segments/heavy', 'PUT', { name: 'Heavier' });
    await send('/attune/segments/heavy', 'PUT', {
      condition: { not: { kind: 'list', connection: 'x', id: 'y' } },
    });
    await settled(id);
    expect(await told()).toEqual([false, false, false]);
    await send('/attune/settings/sensitive', 'PUT', { traits: [] });
    const looks = await app.strapi.db.connection('attune_audit').where({ action: 'see timeline' });
    expect(looks.length).toBeGreaterThan(0);
  });

  it('obeys permissions', async () => {
    const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
    expect((await reader('/attune/segments')).status).toBe(200);
    const body = JSON.stringify({ name: 'x', condition: { all: [] } });
    expect((await reader('/attune/segments', { method: 'POST', body })).status).toBe(403);
    const preview = await reader('/attune/segments/preview', { method: 'POST', body });
    expect(await preview.json()).toMatchObject({ sample: [] });
    const nobody = await loginAdmin(app.strapi, app.url, ['plugin::attune.emails.read']);
    expect((await nobody('/attune/segments')).status).toBe(403);
  });
});

function deep(levels: number): object {
  return levels === 0 ? { all: [] } : { not: deep(levels - 1) };
}

function trait(where: unknown): { condition: object } {
  return { condition: { kind: 'trait', where } };
}
