import { AsyncLocalStorage } from 'node:async_hooks';

import { describe, expect, it } from 'vitest';

import type { Log, Transact, Tx } from '../ports';
import type { AcceptedEvent, Piece } from './accepted-event';
import { createGroupCommit } from './group-commit';
import { createSetAside } from './set-aside';

const tx: Tx = { brand: 'attune.tx' };
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const event = (messageId: string): AcceptedEvent => ({
  event: {
    messageId,
    type: 'track',
    name: 'X',
    at: 1,
    receivedAt: 1,
    anonymousId: 'a',
    properties: {},
    context: {},
  },
  who: { anonymousId: 'a', proven: false },
  historical: false,
  keyId: 'k',
});
const piece = (...ids: string[]): Piece => ({ events: ids.map(event), quarantined: [] });

/** A database that refuses what it is told to, and remembers each transaction that committed. */
const setUp = (refuses: (messageIds: readonly string[]) => boolean = () => false, limit = 10_000) => {
  const committed: string[][] = [];
  const quarantined: string[] = [];
  const told: string[][] = [];
  let open = 0;
  let most = 0;
  const transact: Transact = async (work) => {
    open += 1;
    most = Math.max(most, open);
    await turn();
    try {
      return await work(tx);
    } finally {
      open -= 1;
    }
  };
  const group = createGroupCommit({
    transact,
    commit: async (_tx, pieces) => {
      const ids = pieces.flatMap(({ events }) => events.map((one) => one.event.messageId));
      if (refuses(ids)) throw new Error('refused');
      if (ids.length > 0) committed.push(ids);
      quarantined.push(...pieces.flatMap((one) => one.quarantined.map(({ code }) => code)));
      return { profileIds: ids.length > 0 ? ['p'] : [], late: new Map() };
    },
    setAside: createSetAside({ newId: () => 'q', hashEmail: (email) => email }),
    afterCommit: async (ids) => void told.push([...ids]),
    limit,
    log: silent,
    breathe: turn,
  });
  return { group, committed, quarantined, told, most: () => most };
};

describe('group commit', () => {
  it('gathers many requests into few transactions, one at a time, at most 500 events each', async () => {
    const { group, committed, told, most } = setUp();
    group.start();
    await Promise.all(Array.from({ length: 1_200 }, (_, at) => group.add(piece(`m${at}`))));
    expect(committed.flat()).toHaveLength(1_200);
    expect(committed.length).toBeLessThan(10);
    expect(Math.max(...committed.map(({ length }) => length))).toBeLessThanOrEqual(500);
    expect(most()).toBe(1);
    await group.drain();
    expect(told.flat()).toContain('p');
  });

  it('splits a large batch and answers when all of it is durable', async () => {
    const { group, committed } = setUp();
    group.start();
    await group.add(piece(...Array.from({ length: 1_300 }, (_, at) => `m${at}`)));
    expect(committed.map(({ length }) => length)).toEqual([500, 500, 300]);
    await group.drain();
  });

  it('lets neighbours through and sets the one aside that no database takes', async () => {
    const { group, committed, quarantined } = setUp((ids) => ids.includes('bad'));
    group.start();
    const [fine, mixed] = await Promise.all([group.add(piece('a')), group.add(piece('b', 'bad', 'c'))]);
    expect(fine.size).toBe(0);
    expect([...mixed.values()]).toMatchObject([{ code: 'not-stored' }]);
    expect(committed.flat().sort()).toEqual(['a', 'b', 'c']);
    expect(quarantined).toEqual(['not-stored']);
    await group.drain();
  });

  it('acknowledges nothing when nothing can be stored', async () => {
    const { group } = setUp(() => true);
    group.start();
    await expect(group.add(piece('a'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(group.pending()).toBe(0);
    await group.drain();
  });

  it('refuses with a time to come back when too much waits', async () => {
    const { group } = setUp(undefined, 3);
    const waiting = group.add(piece('a', 'b'));
    await expect(group.add(piece('c', 'd'))).rejects.toMatchObject({
      code: 'too-many',
      details: { retryAfter: 2 },
    });
    group.start();
    await waiting;
    await group.drain();
  });

  it('takes what alone is more than may wait, when nothing waits', async () => {
    const { group, committed } = setUp(undefined, 1);
    group.start();
    await group.add(piece('a', 'b'));
    expect(committed.flat()).toEqual(['a', 'b']);
    await group.drain();
  });

  it('finishes what it took before it ends, and takes nothing after', async () => {
    const { group, committed } = setUp();
    group.start();
    const taken = Promise.all(Array.from({ length: 20 }, (_, at) => group.add(piece(`m${at}`))));
    const drained = group.drain();
    await expect(group.add(piece('late'))).rejects.toMatchObject({ code: 'unavailable' });
    await Promise.all([taken, drained]);
    expect(committed.flat()).toHaveLength(20);
  });

  it('works outside the async context of every request', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const group = createGroupCommit({
      transact: (work) => work(tx),
      commit: async () => {
        seen.push(request.getStore());
        return { profileIds: ['p'], late: new Map() };
      },
      setAside: createSetAside({ newId: () => 'q', hashEmail: (email) => email }),
      afterCommit: async () => void seen.push(request.getStore()),
      limit: 10,
      log: silent,
      breathe: turn,
    });
    group.start();
    await request.run('a request', () => group.add(piece('a')));
    await group.drain();
    expect(seen).toEqual([undefined, undefined]);
  });
});
