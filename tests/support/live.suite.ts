import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Condition } from '../../plugin/src';
import { anyStep, conditionOf, type Step } from './live-steps';
import type { LiveStores } from './live-stores';
import { createLiveWorld } from './live-world';

/**
 * The law of live membership, over any stores: random histories of people who identify themselves, move to other zones
 * and are erased, and of segments that are edited meanwhile. `open` gives stores with nothing in them.
 */
const TODAY: Condition = { kind: 'event', name: '*', count: { $gte: 1 }, within: 'today' };
const ONCE: Condition = { kind: 'event', name: 'Shared', count: { $eq: 1 } };
const HALF_AN_HOUR = 1_800_000;

export const liveSuite = (name: string, open: () => Promise<LiveStores>, numRuns: number): void => {
  describe(name, () => {
    it(
      'is what the evaluator says at every instant, by as few judgements as there is cause for',
      { timeout: 240_000 },
      async () => {
        const worlds = fc.tuple(conditionOf(0), conditionOf(1), conditionOf(2), conditionOf(3));
        const met = { merges: 0, zones: 0, erasures: 0 };
        await fc.assert(
          fc.asyncProperty(
            worlds,
            fc.array(anyStep, { minLength: 5, maxLength: 30 }),
            async (first, steps) => {
              const world = createLiveWorld(await open());
              await world.begin(first);
              await world.check('at first');
              for (const one of steps) {
                await world.perform(one);
                await world.check(one.do);
              }
              expect(await world.changesOfAnotherWalk()).toBe(0);
              await world.check('at last');
              expect(await world.alternates()).toBe(true);
              const { spent, allowed, whole, mayBeWhole } = world.costs;
              expect(spent).toBeLessThanOrEqual(allowed);
              expect(whole).toBeLessThanOrEqual(mayBeWhole);
              for (const what of ['merges', 'zones', 'erasures'] as const) met[what] += world.seen[what];
            },
          ),
          { numRuns },
        );
        for (const times of Object.values(met))
          expect(times).toBeGreaterThanOrEqual(Math.floor(numRuns / 50));
      },
    );

    it('takes of what happened in one moment for the first what came first', async () => {
      const value = { $gte: 2 };
      const figures = (['first', 'last'] as const).map((which) => ({
        [which]: 'total',
        value,
        within: '1h',
      }));
      const world = createLiveWorld(await open());
      await world.begin(figures.map((figure) => ({ kind: 'event', name: '*', ...figure }) as Condition));
      for (const [name, total] of [
        ['Viewed', 2],
        ['Bought', 0],
        ['Asked', 1],
      ] as const) {
        await world.perform({ do: 'event', who: 0, name, late: 0, total });
        await world.check(name);
      }
      expect(await world.standing()).toEqual([['s0']]);
    });

    it('follows somebody into another zone, into one person, and out of sight', async () => {
      const world = createLiveWorld(await open());
      await world.begin([TODAY, ONCE]);
      const shares: Step = { do: 'event', who: 0, name: 'Shared', late: HALF_AN_HOUR, total: 1 };
      const steps: readonly (readonly [Step, readonly (readonly string[])[]])[] = [
        [shares, [['s0', 's1']]],
        // Where the day began this very moment, half an hour ago was yesterday.
        [{ do: 'zone', who: 0, zone: 'Pacific/Kiritimati' }, [['s1']]],
        [{ do: 'zone', who: 0, zone: 'Europe/Vienna' }, [['s0', 's1']]],
        [
          { ...shares, who: 1 },
          [
            ['s0', 's1'],
            ['s0', 's1'],
          ],
        ],
        [
          { do: 'identify', who: 0, user: 0 },
          [
            ['s0', 's1'],
            ['s0', 's1'],
          ],
        ],
        // Two people who did it once are one who did it twice.
        [{ do: 'identify', who: 1, user: 0 }, [['s0']]],
        [{ do: 'wait', ms: 50 * 2 * HALF_AN_HOUR }, [[]]],
        [{ do: 'erase', who: 0 }, []],
        [shares, [['s0', 's1']]],
      ];
      for (const [step, wanted] of steps) {
        await world.perform(step);
        await world.check(step.do);
        expect(await world.standing()).toEqual(wanted);
      }
    });
  });
};
