import { describe, expect, it } from 'vitest';

import {
  PluginError,
  STRICT_POLICY,
  type Consent,
  type IncomingEvent,
  type JsonObject,
} from '../../../plugin/src';
import type { Tx } from '../ports';
import type { AcceptedEvent } from './accepted-event';
import { createCommit } from './commit';
import { createMemoryEventStore } from './event-store.memory';
import type { Decisions, Who } from './people';
import { createMemoryQuarantineStore } from './quarantine-store.memory';
import { QUARANTINE_LIMITS } from './quarantine-store';
import { createSetAside } from './set-aside';

const tx: Tx = { brand: 'attune.tx' };
const NOW = 1_000;

const accepted = (
  messageId: string,
  who: Partial<Who>,
  more: Partial<IncomingEvent> = {},
): AcceptedEvent => ({
  event: {
    messageId,
    type: 'track',
    name: 'X',
    at: NOW,
    receivedAt: NOW,
    anonymousId: who.anonymousId,
    userId: who.userId,
    properties: {},
    context: {},
    ...more,
  },
  who: { proven: false, ...who },
  historical: false,
  keyId: 'k',
});
const yes: Decisions = { answers: { analytics: true }, source: 'banner' };
const no: Decisions = { answers: { analytics: false }, source: 'banner' };

/** People known by their strongest name; nobody merges. */
const setUp = (
  known: Readonly<Record<string, Consent>> = {},
  more: { readonly people?: readonly string[]; readonly erasedAt?: Readonly<Record<string, number>> } = {},
) => {
  const consents = new Map<string, Consent>(Object.entries(known));
  const made: string[] = [];
  const traits: [string, JsonObject][] = [];
  const queued: string[] = [];
  const sightings: [string, number][] = [];
  const nameOf = ({ userId, anonymousId, proven }: Who) => (proven && userId) || anonymousId || '';
  const events = createMemoryEventStore();
  const quarantine = createMemoryQuarantineStore();
  const commit = createCommit({
    events,
    quarantine,
    people: {
      async resolve(_tx, whom) {
        const ids = whom.map(nameOf);
        made.push(...ids);
        return ids;
      },
      lookUp: async (_tx, names) =>
        names.map(({ value }) => ({
          consent: consents.get(value) ?? {},
          isPerson: more.people?.includes(value) ?? false,
          erasedAt: more.erasedAt?.[value],
        })),
      async applyTraits(_tx, id, added) {
        if (added.huge) throw new PluginError('too-large', 'Too many traits.');
        traits.push([id, added]);
      },
      seen: async (_tx, seen) =>
        void sightings.push(...seen.map(({ profileId, at }): [string, number] => [profileId, at])),
      queue: async (_tx, rows) => void queued.push(...new Set(rows.map(({ profileId }) => profileId))),
    },
    recordConsent: async (_tx, id, { answers, source }, said) => {
      const analytics = { granted: answers.analytics === true, source, ...said };
      consents.set(id, { ...consents.get(id), analytics });
    },
    setAside: createSetAside({ newId: () => 'q', hashEmail: (email) => email }),
    policy: STRICT_POLICY,
    now: () => NOW,
    breathe: async () => {},
  });
  const run = (...all: AcceptedEvent[]) => commit(tx, [{ events: all, quarantined: [] }]);
  const stored = async () =>
    (await events.list({ page: 1, pageSize: 100 })).rows.map(({ messageId }) => messageId).reverse();
  return { run, commit, stored, events, quarantine, consents, made, traits, queued, sightings };
};

describe('the commit of a batch', () => {
  it('stores nothing of whom did not agree, and makes nobody', async () => {
    const world = setUp();
    await world.run(accepted('m1', { anonymousId: 'a' }), accepted('m2', { anonymousId: 'b' }));
    expect([await world.stored(), world.made, world.queued]).toEqual([[], [], []]);
  });

  it('lets a decision hold from its event on', async () => {
    const world = setUp();
    await world.run(
      accepted('before', { anonymousId: 'a' }),
      { ...accepted('yes', { anonymousId: 'a' }), decisions: yes },
      accepted('after', { anonymousId: 'a' }),
      { ...accepted('no', { anonymousId: 'a' }, { at: NOW + 1 }), decisions: no },
      accepted('too late', { anonymousId: 'a' }),
    );
    expect(await world.stored()).toEqual(['yes', 'after']);
    expect(world.consents.get('a')?.analytics?.granted).toBe(false);
    expect(world.queued).toEqual(['a']);
  });

  it('tells of each person the first and the last sighting', async () => {
    const world = setUp({ a: { analytics: { granted: true, at: 0, source: 'banner' } } });
    await world.run(...[20, 10, 30].map((at) => accepted(`m${at}`, { anonymousId: 'a' }, { at })));
    expect(world.sightings).toEqual([
      ['a', 10],
      ['a', 30],
    ]);
  });

  it('names a customer who is proven without storing what they did', async () => {
    const world = setUp();
    const identify = { type: 'identify', name: 'Identified', properties: { plan: 'pro' } } as const;
    await world.run(
      accepted('m1', { userId: 'ada', proven: true }, identify),
      accepted('m2', { anonymousId: 'a' }, identify),
      { ...accepted('m3', { anonymousId: 'b' }, identify), decisions: no },
    );
    expect(await world.stored()).toEqual([]);
    expect(world.traits).toEqual([['ada', { plan: 'pro' }]]);
  });

  it('believes the consent of the person over that of the device only where it is proven', async () => {
    const granted = { analytics: { granted: true, at: 1, source: 'account' } };
    const world = setUp({ ada: granted });
    await world.run(
      accepted('claimed', { anonymousId: 'a', userId: 'ada' }),
      accepted('proven', { anonymousId: 'a', userId: 'ada', proven: true }),
    );
    expect(await world.stored()).toEqual(['proven']);
  });

  it('lets the bare device of somebody refuse, and lift no refusal but its own', async () => {
    const refused = { analytics: { granted: false, at: 1, source: 'account' } };
    const agreed = { analytics: { granted: true, at: 1, source: 'account' } };
    const own = { analytics: { granted: false, at: 1, source: 'banner', device: 'own' } };
    const world = setUp({ phone: refused, desk: agreed, own }, { people: ['phone', 'desk', 'own'] });
    await world.run(
      { ...accepted('lifts', { anonymousId: 'phone' }), decisions: yes },
      { ...accepted('repeats', { anonymousId: 'phone' }), decisions: no },
      { ...accepted('and lifts', { anonymousId: 'phone' }), decisions: yes },
      { ...accepted('refuses', { anonymousId: 'desk' }), decisions: no },
      accepted('too late', { anonymousId: 'desk' }),
      { ...accepted('its own', { anonymousId: 'own' }), decisions: yes },
    );
    expect(await world.stored()).toEqual(['its own']);
  });

  it('keeps nothing of the erased that was done or sent before, and what they do afterwards', async () => {
    const erasedAt = { ada: NOW, phone: NOW, old: NOW, 'ada@example.com': NOW };
    const world = setUp({}, { erasedAt });
    const later = { at: NOW + 1, receivedAt: NOW + 1 };
    const given = (messageId: string, who: Partial<Who>, more: Partial<IncomingEvent> = {}) => ({
      ...accepted(messageId, who, more),
      decisions: yes,
    });
    await world.run(
      given('waited', { anonymousId: 'phone' }),
      given('under their name', { userId: 'ada', anonymousId: 'tablet', proven: true }),
      given('by their address', { email: 'ada@example.com', proven: true }),
      given('was them once', { userId: 'x', proven: true }, { type: 'alias', previousId: 'old' }),
      given('sent late', { anonymousId: 'phone' }, { receivedAt: NOW + 9 }),
      given('told of later', { anonymousId: 'phone' }, { at: NOW + 9 }),
    );
    expect([await world.stored(), world.made, world.queued]).toEqual([[], [], []]);
    await world.run(given('new visit', { anonymousId: 'phone' }, later));
    expect([await world.stored(), world.made]).toEqual([['new visit'], ['phone']]);
  });

  it('keeps of the erased no more in quarantine than the reason', async () => {
    const world = setUp(
      { a: { analytics: { granted: true, at: 0, source: 'banner' } } },
      { erasedAt: { a: NOW, hash: NOW } },
    );
    const aside = createSetAside({ newId: () => String(Math.random()), hashEmail: () => 'hash' });
    const fault = { code: 'required', path: 'event', message: 'no event' } as const;
    const set = (body: JsonObject, receivedAt: number) =>
      aside(body, fault, { keyId: 'k', receivedAt, historical: false });
    await world.commit(tx, [
      {
        events: [],
        quarantined: [
          set({ anonymousId: 'a', note: 1 }, NOW),
          set({ traits: { email: 'ada@example.com' } }, NOW),
          set({ anonymousId: 'a', note: 'later' }, NOW + 1),
        ],
      },
    ]);
    const { rows } = await world.quarantine.list({ page: 1, pageSize: 10 });
    expect(rows.map(({ body, emailHash }) => [body, emailHash]).sort()).toEqual([
      ['null', null],
      ['null', null],
      ['{"anonymousId":"a","note":"later"}', null],
    ]);
  });

  it('takes imported history unless there is a no', async () => {
    const world = setUp({ b: { analytics: { granted: false, at: 1, source: 'banner' } } });
    await world.run(
      { ...accepted('m1', { anonymousId: 'a' }), historical: true },
      { ...accepted('m2', { anonymousId: 'b' }), historical: true },
    );
    expect(await world.stored()).toEqual(['m1']);
    expect(await world.events.unhandled(tx, ['a'], 10)).toEqual([]);
  });

  it('counts a messageId once and does not repeat its effects', async () => {
    const world = setUp();
    const identify = { type: 'identify', properties: { n: 1 } } as const;
    const first = { ...accepted('m1', { anonymousId: 'a' }, identify), decisions: yes };
    await world.run(first, first);
    await world.run(first);
    expect(await world.stored()).toEqual(['m1']);
    expect(world.traits).toHaveLength(1);
  });

  it('sets traits aside that are too many, and goes on', async () => {
    const world = setUp();
    const huge = { type: 'identify', properties: { huge: true } } as const;
    const { late } = await world.run(
      { ...accepted('m1', { anonymousId: 'a' }, huge), decisions: yes },
      accepted('m2', { anonymousId: 'a' }),
    );
    expect([...late.values()]).toMatchObject([{ code: 'too-large', path: 'traits' }]);
    expect(await world.stored()).toEqual(['m2']);
    const { rows } = await world.quarantine.list({ page: 1, pageSize: 10 });
    expect(rows).toMatchObject([{ code: 'too-large', anonymousId: 'a' }]);
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({ type: 'identify', traits: { huge: true } });
  });

  it('keeps the reason but not the event of a stranger in quarantine', async () => {
    const world = setUp();
    const aside = createSetAside({ newId: () => 'q', hashEmail: (email) => email });
    const fault = { code: 'required', path: 'event', message: 'no event' } as const;
    const origin = { keyId: 'k', receivedAt: NOW, historical: false };
    await world.commit(tx, [
      { events: [], quarantined: [aside({ anonymousId: 'a', note: 1 }, fault, origin)] },
    ]);
    const { rows } = await world.quarantine.list({ page: 1, pageSize: 10 });
    expect(rows).toMatchObject([{ code: 'required', body: 'null', anonymousId: null }]);
  });

  it('keeps the newest of the quarantine, however many come', async () => {
    const world = setUp();
    let made = 0;
    const aside = createSetAside({ newId: () => String((made += 1)), hashEmail: (email) => email });
    const fault = { code: 'required', path: 'event', message: 'no event' } as const;
    const origin = { keyId: 'k', receivedAt: NOW, historical: false };
    const send = (count: number) =>
      world.commit(tx, [
        { events: [], quarantined: Array.from({ length: count }, () => aside({}, fault, origin)) },
      ]);
    await send(QUARANTINE_LIMITS.rows);
    await send(3);
    const { rows, total } = await world.quarantine.list({ page: 1, pageSize: QUARANTINE_LIMITS.rows });
    expect([total, rows[0]?.id, rows.at(-1)?.id]).toEqual([QUARANTINE_LIMITS.rows, '10003', '4']);
  });
});
