import { describe, expect, it } from 'vitest';

import { eachInTurn } from '../../../../tests/support/each-in-turn';
import { EVERYTHING, newProfile } from '../../profiles';
import { createMemoryProfiles } from '../../profiles/profile-store.memory';
import { createAdvance } from './advance';

const dueAt = (ids: readonly string[], time: number) =>
  ids.map((profileId) => ({ profileId, dueAt: time, cause: EVERYTHING }));

const silent = { debug() {}, info() {}, warn() {}, error() {} };

type OneTurn = Parameters<typeof eachInTurn>[0];

const open = (turn: OneTurn) => {
  const memory = createMemoryProfiles();
  let time = 1_000;
  const ring = createAdvance({
    queue: memory.queue,
    tryLock: memory.store.tryLock,
    turn: eachInTurn(turn),
    transact: memory.transact,
    now: () => time,
    log: silent,
  });
  const queued = (...ids: string[]) =>
    memory.transact(async (tx) => {
      for (const id of ids)
        if (!(await memory.store.get(tx, id))) await memory.store.insert(tx, newProfile(id, 1));
      await memory.queue.schedule(tx, dueAt(ids, time));
    });
  return { ...memory, ...ring, queued, at: (to: number) => void (time = to) };
};

describe('turning the ring', () => {
  it('turns for whom it is due, and comes back at the time the turn gave', async () => {
    const turned: string[] = [];
    const ring = open(async (_tx, id, now) => {
      turned.push(`${id} at ${now}`);
      return now === 1_000 ? 5_000 : null;
    });
    await ring.queued('p1');
    await ring.advance(['p1', 'p1', 'p2']);
    expect(turned).toEqual(['p1 at 1000']);
    ring.at(4_999);
    await ring.tick.run(0);
    expect(turned).toHaveLength(1);
    ring.at(5_000);
    await ring.tick.run(0);
    expect(turned).toEqual(['p1 at 1000', 'p1 at 5000']);
    expect(await ring.queue.dueAt('p1', null)).toBeUndefined();
  });

  it('turns again at once when a turn gives cause, and leaves a never-ending one to the next beat', async () => {
    let turns = 0;
    const ring = open(async (tx, id, now) => {
      turns += 1;
      await ring.queue.schedule(tx, dueAt([id], now));
      return null;
    });
    await ring.queued('p1');
    await ring.advance(['p1']);
    expect(turns).toBe(5);
    await ring.tick.run(0);
    expect(turns).toBe(10);
    expect(await ring.queue.due(1_000, 9)).toEqual([{ profileId: 'p1', dueAt: 1_000 }]);
  });

  it('lets one that fails back off alone, its turn undone', async () => {
    const turned: string[] = [];
    const ring = open(async (tx, id) => {
      if (id !== 'poison') return (turned.push(id), null);
      await ring.queue.schedule(tx, dueAt(['undone'], 1));
      throw Object.assign(new Error('select from people where name = Ada'), { code: 'SQLITE_ERROR' });
    });
    await ring.queued('poison', ...Array.from({ length: 450 }, (_, at) => `p${at}`));
    await ring.tick.run(0);
    // Those who stood beside it in a transaction had a turn that came to nothing, and another.
    expect(new Set(turned).size).toBe(450);
    expect(await ring.queue.dueAt('undone', null)).toBeUndefined();
    expect(await ring.queue.dueAt('poison', null)).toBe(3_000);
    expect(await ring.queue.backlog(1_000)).toMatchObject({ due: 0, failing: 1 });
    for (const [at, next] of [
      [3_000, 7_000],
      [7_000, 15_000],
    ] as const) {
      ring.at(at);
      await ring.tick.run(0);
      expect(await ring.queue.dueAt('poison', null)).toBe(next);
    }
  });

  it('forgets its failures with the first success', async () => {
    let broken = true;
    const ring = open(async () => {
      if (broken) throw new Error('no');
      return 9_000;
    });
    await ring.queued('p1');
    await ring.advance(['p1']);
    broken = false;
    ring.at(3_000);
    await ring.tick.run(0);
    expect(await ring.queue.backlog(3_000)).toEqual({ due: 0, oldestDueAt: 9_000, failing: 0 });
  });

  it('tries again at once where one of two transactions had to give way', async () => {
    let tries = 0;
    const ring = open(async () => {
      tries += 1;
      if (tries < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      return null;
    });
    await ring.queued('p1');
    await ring.advance(['p1']);
    expect(tries).toBe(3);
    expect((await ring.queue.backlog(1_000)).failing).toBe(0);
  });

  it('hands what was due for a merged profile to its heir, and drops what is due for nobody', async () => {
    const turned: string[] = [];
    const ring = open(async (_tx, id) => (turned.push(id), null));
    await ring.queued('p1', 'p2');
    await ring.transact(async (tx) => {
      await ring.queue.drop(tx, 'p2');
      await ring.store.retire(tx, 'p1', 'p2');
      await ring.queue.schedule(tx, dueAt(['erased'], 1));
    });
    await ring.tick.run(0);
    await ring.tick.run(0);
    expect(turned).toEqual(['p2']);
    expect(await ring.queue.due(9_999, 9)).toEqual([]);
  });

  it('freshens a visitor only when something is due', async () => {
    let turns = 0;
    const ring = open(async () => ((turns += 1), 2_000));
    await ring.freshen('p1');
    await ring.queued('p1');
    await ring.freshen('p1');
    await ring.freshen('p1');
    expect(turns).toBe(1);
  });

  it('begins nothing more once it drains, and waits for what it began', async () => {
    let finish = () => {};
    const turned: string[] = [];
    const ring = open(async (_tx, id) => {
      await new Promise<void>((resolve) => (finish = resolve));
      turned.push(id);
      return null;
    });
    const people = Array.from({ length: 21 }, (_, at) => `p${at}`);
    await ring.queued(...people);
    const turning = ring.advance(people);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const drained = ring.drain();
    while (turned.length < 20) {
      finish();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all([turning, drained]);
    expect([...turned].sort()).toEqual(people.slice(0, 20).sort());
    expect(await ring.queue.due(1_000, 9)).toMatchObject([{ profileId: 'p20' }]);
  });
});
