import { beforeEach, describe, expect, it } from 'vitest';

import type { StoreUnderTest } from '../segment-store.suite';
import { createAsOf, type AsOf } from './as-of';
import type { MembershipLog } from './membership-log';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What every reader of the membership log must do, the fake included. */
export const membershipLogSuite = (
  name: string,
  open: () => Promise<StoreUnderTest & { readonly log: MembershipLog }>,
): void => {
  describe(name, () => {
    let s: Awaited<ReturnType<typeof open>>;
    let breaths: number;
    let asOf: AsOf;
    beforeEach(async () => {
      s = await open();
      breaths = 0;
      asOf = createAsOf({
        log: s.log,
        breathe: async () => void (breaths += 1),
        clock: () => 0,
        pace: { first: 2, least: 2, most: 2, aimMs: 1 },
      });
    });

    /** `+3` enters on the third day, `-5` leaves on the fifth. */
    const live = async (profileId: string, ...days: readonly number[]) => {
      for (const day of days) {
        const at = Math.round(Math.abs(day) * DAY);
        const entered = day > 0;
        await s.transact(async (tx) => {
          const change = { segmentId: 'a', profileId, entered, at, because: [`day ${day}`] };
          await s.store.log(tx, [change], true);
          if (entered) await s.store.enter(tx, [{ segmentId: 'a', profileId, enteredAt: at, parts: '' }]);
          else await s.store.leave(tx, 'a', [profileId]);
        });
      }
    };
    const insideAt = async (day: number) =>
      (await asOf.members('a', day * DAY, 1, 10)).rows.map(({ profileId }) => profileId);

    it('knows who was in at any moment', async () => {
      await live('ada', 2);
      await live('bob', 1, -4);
      await live('cleo', 3, -5, 7);
      await live('dan', 1, -2, 3, -6);
      const then = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 9].map(insideAt));
      expect(then).toEqual([
        [],
        ['bob', 'dan'],
        ['ada', 'bob'],
        ['ada', 'bob', 'cleo', 'dan'],
        ['ada', 'cleo', 'dan'],
        ['ada', 'dan'],
        ['ada'],
        ['ada', 'cleo'],
        ['ada', 'cleo'],
      ]);
      const sizes = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 9].map((day) => asOf.size('a', day * DAY)));
      expect(sizes).toEqual(then.map(({ length }) => length));
      const page = await asOf.members('a', 3 * DAY, 2, 3);
      expect(page).toEqual({ rows: [{ profileId: 'dan', enteredAt: 3 * DAY }], total: 4 });
    });

    it('says how one person stood, since when and why', async () => {
      await live('cleo', 3, -5, 7);
      expect(await s.log.standingAt('a', 'cleo', 4 * DAY)).toEqual({
        in: true,
        since: 3 * DAY,
        because: ['day 3'],
      });
      expect(await s.log.standingAt('a', 'cleo', 6 * DAY)).toEqual({
        in: false,
        since: 5 * DAY,
        because: ['day -5'],
      });
      expect(await s.log.standingAt('a', 'cleo', DAY)).toEqual({ in: false, since: null, because: [] });
      expect(await s.log.standingAt('a', 'cleo', 8 * DAY)).toMatchObject({ in: true, since: 7 * DAY });
    });

    it('lists who stands otherwise since, the newest first, with the last reasons', async () => {
      await live('ada', 2);
      await live('bob', 1, -4);
      await live('cleo', 3, -5, 7);
      await live('dan', 1, -2, 3, -6);
      await live('eve', 1, -5, 6);
      expect(await asOf.changes('a', 2.5 * DAY, true, 1, 10)).toEqual({
        rows: [{ profileId: 'cleo', at: 7 * DAY, because: ['day 7'] }],
        total: 1,
      });
      expect(await asOf.changes('a', 3 * DAY, false, 1, 1)).toEqual({
        rows: [{ profileId: 'dan', at: 6 * DAY, because: ['day -6'] }],
        total: 2,
      });
      const second = await asOf.changes('a', 3 * DAY, false, 2, 1);
      expect(second.rows.map(({ profileId }) => profileId)).toEqual(['bob']);
    });

    it('counts moves by the hour', async () => {
      await live('ada', 2, -2.01);
      await live('bob', 2.02, -3);
      const [of, to] = [2 * DAY, 4 * DAY];
      let counted = 0;
      for (let at = of; at < to; ) {
        const next = await s.log.endOfMoves(at, to, 2);
        expect(next).toBeGreaterThan(at);
        counted += (await s.log.movesByHour(at, next)).length;
        at = next;
      }
      expect(counted).toBeGreaterThan(0);
      expect(await s.log.endOfMoves(of, to, 1_000)).toBe(to);
      expect(await s.log.countMoves(2 * DAY, 3 * DAY)).toBe(3);
      const moves = [...(await s.log.movesByHour(2 * DAY, 3 * DAY))].sort((a, b) => a.at - b.at);
      expect(moves).toEqual([{ segmentId: 'a', at: 2 * DAY, entered: 2, left: 1 }]);
      expect(await s.log.movesByHour(3 * DAY, 3 * DAY + 1)).toEqual([
        { segmentId: 'a', at: 3 * DAY, entered: 0, left: 1 },
      ]);
    });

    it('hands out in slices who was in at a moment', async () => {
      await live('ada', 2);
      await live('bob', 1, -4);
      await live('cleo', 3, -5, 7);
      await live('dan', 1, -2, 3, -6);
      for (const day of [0, 1, 2, 3, 4, 5, 6, 7]) {
        const ids: string[] = [];
        for await (const some of asOf.ids('a', day * DAY)) ids.push(...some);
        expect(ids).toEqual(await insideAt(day));
      }
      expect(breaths).toBeGreaterThan(0);
    });

    it('hands members and moves out in slices', async () => {
      await live('bob', 2);
      await live('ada', 3);
      await live('cleo', 1, -4);
      expect(await s.log.idsAfter('a', '', 1)).toEqual(['ada']);
      expect(await s.log.idsAfter('a', 'ada', 5)).toEqual(['bob']);
      const moves = await s.log.movesBetween(['a', 'b'], 2 * DAY, 4 * DAY + 1);
      expect(moves).toEqual([
        { segmentId: 'a', profileId: 'bob', entered: true },
        { segmentId: 'a', profileId: 'ada', entered: true },
        { segmentId: 'a', profileId: 'cleo', entered: false },
      ]);
      expect(await s.log.movesBetween(['a', 'b'], 2 * DAY, 4 * DAY)).toEqual(moves.slice(0, 2));
      expect(await s.log.idsAfter('a', 'bob', 5)).toEqual([]);
      expect(await s.log.movesBetween(['a'], 5 * DAY, 6 * DAY)).toEqual([]);
      expect(await s.log.movesBetween(['b'], 2 * DAY, 5 * DAY)).toEqual([]);
    });
  });
};
