import { describe, expect, it } from 'vitest';

import type { PopulationStore } from './population-store';

/** What every store of populations must do, the fake included. */
export const populationStoreSuite = (name: string, open: () => Promise<PopulationStore>): void => {
  describe(name, () => {
    it('keeps each figure as it was refreshed last', async () => {
      const store = await open();
      const long = JSON.stringify({ figure: { name: 'x'.repeat(900) } });
      const spread = (refreshedAt: number) => ({
        refreshedAt,
        n: 3,
        mean: 2.5,
        sd: 0.5,
        quantiles: [1, 2.25, 9],
      });
      await store.put('{"trait":"age"}', spread(1));
      await store.put('{"trait":"age"}', spread(2));
      await store.put(long, spread(3));
      expect(Object.fromEntries(await store.all())).toEqual({
        '{"trait":"age"}': spread(2),
        [long]: spread(3),
      });
      await store.remove([long]);
      expect([...(await store.all()).keys()]).toEqual(['{"trait":"age"}']);
    });
  });
};
