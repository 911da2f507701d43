import { describe, expect, it } from 'vitest';

import { createBestSellers } from './best-sellers';

describe('the best sellers', () => {
  const open = () => {
    const world = { now: 90 * 86_400_000, asked: [] as number[], broken: false };
    const best = createBestSellers({
      store: {
        async soldSince(since) {
          world.asked.push(world.now - since);
          if (world.broken) throw new Error('no database');
          return new Map([
            ['BOWL', 3],
            ['KETTLE', 9],
            ['APRON', 3],
            ...Array.from({ length: 30 }, (_, at): [string, number] => [`P${at}`, 1]),
          ]);
        },
      },
      now: () => world.now,
    });
    return { world, best };
  };

  it('are those of which most was ordered, of 30 days', async () => {
    const { world, best } = open();
    const ids = await best();
    expect(ids.slice(0, 3)).toEqual(['KETTLE', 'APRON', 'BOWL']);
    expect(ids).toHaveLength(20);
    expect(world.asked).toEqual([30 * 86_400_000]);
  });

  it('are added up once an hour, however many ask, and again after a fault', async () => {
    const { world, best } = open();
    await Promise.all([best(), best(), best()]);
    world.now += 3_599_999;
    await best();
    expect(world.asked).toHaveLength(1);
    world.now += 1;
    world.broken = true;
    await expect(best()).rejects.toThrow('no database');
    world.broken = false;
    expect(await best()).toHaveLength(20);
    expect(world.asked).toHaveLength(3);
  });
});
