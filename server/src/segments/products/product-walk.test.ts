import { describe, expect, it } from 'vitest';

import { createConditions, type Condition } from '../../../../plugin/src';
import { createProductWalk } from './product-walk';
import type { Segment } from '../segment';
import { createMemorySegments } from '../segment-store.memory';

const DEAR: Condition = { kind: 'event', name: 'Viewed', where: { 'product.price': { $gt: 9 } } };

const segment = (id: string, condition: Condition): Segment => ({
  id,
  key: id,
  name: id,
  description: '',
  purpose: '',
  owner: '',
  folder: '',
  tags: [],
  kind: 'live',
  condition,
  createdAt: 0,
  updatedAt: 0,
  conditionAt: 1,
  revision: 1,
  bulk: null,
});

const open = async () => {
  let time = 0;
  const { store, transact } = createMemorySegments();
  await transact(async (tx) => {
    await store.insert(tx, segment('dear', DEAR));
    await store.insert(tx, segment('trait', { kind: 'trait', where: {} }));
    await store.insert(tx, segment('broken', { all: [DEAR, { kind: 'no-such-kind' }] }));
  });
  const walk = createProductWalk({
    store,
    transact,
    people: { count: async () => 5 },
    conditions: createConditions(),
    now: () => time,
  });
  const bulks = async () =>
    Object.fromEntries((await store.all(null)).map(({ id, bulk }) => [id, bulk && [bulk.done, bulk.of]]));
  const end = () =>
    transact(async (tx) => {
      for (const one of await store.all(tx)) await store.update(tx, { ...one, bulk: null });
    });
  return { walk, bulks, end, setTime: (to: number) => void (time = to) };
};

const NOBODY = { dear: null, trait: null, broken: null };
const WALKING = { ...NOBODY, dear: [0, 5] };

describe('a written product', () => {
  it('has those segments judged anew that look at products, and nothing has when none was written', async () => {
    const { walk, bulks } = await open();
    await walk.run();
    expect(await bulks()).toEqual(NOBODY);
    walk.changed();
    await walk.run();
    expect(await bulks()).toEqual(WALKING);
  });

  it('begins one walk in five minutes, however many are written', async () => {
    const { walk, bulks, end, setTime } = await open();
    walk.changed();
    await walk.run();
    await end();
    for (let at = 1; at < 300_000; at += 1_000) {
      setTime(at);
      walk.changed();
      await walk.run();
    }
    expect(await bulks()).toEqual(NOBODY);
    setTime(300_000);
    await walk.run();
    expect(await bulks()).toEqual(WALKING);
  });

  it('waits for the walk that goes on: it may have passed by whom the change touches', async () => {
    const { walk, bulks, end, setTime } = await open();
    walk.changed();
    await walk.run();
    setTime(400_000);
    walk.changed();
    await walk.run();
    await end();
    await walk.run();
    expect(await bulks()).toEqual(WALKING);
    await end();
    setTime(800_000);
    await walk.run();
    expect(await bulks()).toEqual(NOBODY);
  });
});
