import type { Clock } from '../ports';

/** A table whose rows end by age: deletes at most `limit` of those older than `before`, or what is personal in them. */
export interface AgingTable {
  readonly table: string;
  /** How many it was. */
  endBefore(before: number, limit: number): Promise<number>;
}

interface Needs {
  readonly aging: readonly AgingTable[];
  readonly strangersUnseenSince: (time: number, limit: number) => Promise<readonly string[]>;
  readonly forget: (profileId: string, unseenSince: number) => Promise<void>;
  readonly now: Clock;
  /** Lets everybody else at the database between two slices. */
  readonly pause: () => Promise<void>;
  readonly retentionDays: number;
}

export interface Swept {
  readonly rows: number;
  readonly strangers: number;
}

const DAY_MS = 86_400_000;
const SLICE = 500;
const SMALLEST_SLICE = 10;
const SLOW_MS = 50;
const STRANGERS = 50;

/**
 * Deletes what is older than the installation keeps, slice by slice. A slice that took longer than 50 ms is
 * followed by a smaller one. Stops early when told to, and goes on at the next tick.
 */
export const createRetention = (needs: Needs) => {
  const { aging, strangersUnseenSince, forget, now, pause, retentionDays } = needs;
  let slice = SLICE;

  const sweepTable = async ({ endBefore }: AgingTable, before: number, isOver: () => boolean) => {
    let rows = 0;
    while (!isOver()) {
      const limit = slice;
      const startedAt = now();
      const deleted = await endBefore(before, limit);
      slice = now() - startedAt > SLOW_MS ? Math.max(SMALLEST_SLICE, slice >> 1) : Math.min(SLICE, slice * 2);
      rows += deleted;
      if (deleted < limit) break;
      await pause();
    }
    return rows;
  };

  return async (isOver: () => boolean = () => false): Promise<Swept> => {
    const before = now() - retentionDays * DAY_MS;
    let rows = 0;
    for (const table of aging) rows += await sweepTable(table, before, isOver);
    let strangers = 0;
    while (!isOver()) {
      const gone = await strangersUnseenSince(before, STRANGERS);
      for (const id of gone) {
        await forget(id, before);
        await pause();
      }
      strangers += gone.length;
      if (gone.length < STRANGERS) break;
    }
    return { rows, strangers };
  };
};
