import type { Tx } from '../ports';
import type { Causes } from '../profiles';
import { isTouched } from './care';
import type { CatalogueReader } from './catalogue';
import type { Judgement, Judging } from './judging';
import type { SegmentStore } from './segment-store';

interface Needs {
  readonly store: SegmentStore;
  readonly catalogue: CatalogueReader;
  readonly judging: Judging;
}

const NOTHING: Judgement = { changes: [], until: null };

/**
 * Keeps one person's memberships true: judges the segments that what happened could matter to, or whose window has
 * closed, on the facts as they are now, and writes what changed.
 */
export const createJudge =
  ({ store, catalogue, judging }: Needs) =>
  async (tx: Tx, profileId: string, now: number, causes: Causes): Promise<Judgement> => {
    await store.steady(tx);
    const known = await catalogue.read(tx);
    const asks: Parameters<Judging>[4] = ({ segment, care }, untils) =>
      isTouched(care, causes) || causes.segments.has(segment.id) || (untils[segment.id] ?? Infinity) <= now;
    const judged = await judging(tx, known, [profileId], now, asks, true);
    const { changes, until } = judged.get(profileId) ?? NOTHING;
    // What a walk over the base found out is told here, where what comes of it is written in the same transaction.
    const untold = causes.untold || causes.everything ? await store.takeUntold(tx, profileId) : [];
    const before = untold.flatMap((change) => {
      const one = known.byId.get(change.segmentId);
      return one && !one.mixed ? [{ ...change, key: one.segment.key }] : [];
    });
    return { changes: [...before.map(({ profileId: _id, ...change }) => change), ...changes], until };
  };
