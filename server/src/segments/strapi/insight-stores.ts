import type { Knex } from 'knex';

import { asNumber, asNumberOrNull, chunksOf } from '../../strapi/database';
import type { MoveSum, SizePoint, SizeStore, UseStore } from '..';

interface SizeRow {
  segment_id: string;
  at: number | string;
  size: number;
  entered: number;
  left: number;
}

interface UseRow {
  segment_key: string;
  at: number | string;
}

const SIZES = 'attune_segment_sizes';
const USES = 'attune_segment_uses';

const pointOf = (row: SizeRow): SizePoint => ({
  segmentId: row.segment_id,
  at: asNumber(row.at),
  size: asNumber(row.size),
  entered: asNumber(row.entered),
  left: asNumber(row.left),
});

export const createKnexSizes = (db: Knex): SizeStore => ({
  async put(points) {
    for (const chunk of chunksOf(points)) {
      await db<SizeRow>(SIZES)
        .insert(chunk.map(({ segmentId, ...point }) => ({ ...point, segment_id: segmentId })))
        .onConflict(['segment_id', 'at'])
        .merge();
    }
  },
  async newest() {
    const [row] = await db<SizeRow>(SIZES).max<{ at: number | string | null }[]>({ at: 'at' });
    return asNumberOrNull(row?.at);
  },
  between: async (segmentId, from, to) =>
    (
      await db<SizeRow>(SIZES)
        .where({ segment_id: segmentId })
        .where('at', '>=', from)
        .where('at', '<=', to)
        .orderBy('at')
    ).map(pointOf),
  async before(segmentId, at) {
    const row = await db<SizeRow>(SIZES)
      .where({ segment_id: segmentId })
      .where('at', '<', at)
      .orderBy('at', 'desc')
      .first();
    return row && pointOf(row);
  },
  async sums(from) {
    const rows = await db(SIZES)
      .where('at', '>=', from)
      .groupBy('segment_id')
      .select('segment_id')
      .sum({ entered: 'entered', left: 'left' });
    return new Map(
      (rows as { segment_id: string; entered: unknown; left: unknown }[]).map((row): [string, MoveSum] => [
        row.segment_id,
        { entered: asNumber(row.entered), left: asNumber(row.left) },
      ]),
    );
  },
  async prune(before) {
    await db(SIZES).where('at', '<', before).delete();
  },
});

export const createKnexUses = (db: Knex): UseStore => ({
  async mark(keys, at) {
    for (const chunk of chunksOf(keys)) {
      await db<UseRow>(USES)
        .insert(chunk.map((segment_key) => ({ segment_key, at })))
        .onConflict('segment_key')
        .merge();
    }
  },
  all: async () =>
    new Map((await db<UseRow>(USES)).map(({ segment_key, at }) => [segment_key, asNumber(at)])),
});
