import type { Tx } from '../../ports';
import type { Causes } from '../../profiles';
import { isTouched } from '../care';
import type { CatalogueReader } from '../catalogue';
import type { Asks, Judgement, Judging } from './judging';
import type { SegmentStore } from '../segment-store';
import { isDue } from './unjudged';

interface Needs {
  readonly store: SegmentStore;
  readonly catalogue: CatalogueReader;
  readonly judging: Judging;
}

const NOTHING: Judgement = { changes: [], until: null };

/**
 * Keeps people's memberships true: judges the segments that what happened to each could matter to, or whose window has
 * closed, on the facts as they are now, and writes what changed.
 */
export const createJudge =
  ({ store, catalogue, judging }: Needs) =>
  async (
    tx: Tx,
    causes: ReadonlyMap<string, Causes>,
    now: number,
  ): Promise<ReadonlyMap<string, Judgement>> => {
    await store.steady(tx);
    const known = await catalogue.read(tx);
    const asks: Asks = ({ segment, care }, untils, profileId) => {
      if (isDue(untils[segment.id], now)) return true;
      const own = causes.get(profileId);
      return own !== undefined && (isTouched(care, own) || own.segments.has(segment.id));
    };
    const judged = await judging(tx, known, [...causes.keys()], now, asks, true);
    const all = new Map<string, Judgement>();
    for (const [profileId, own] of causes) {
      const { changes, until } = judged.get(profileId) ?? NOTHING;
      // What a walk over the base found out is told here, where what comes of it is written in the same transaction.
      const untold = own.untold || own.everything ? await store.takeUntold(tx, profileId) : [];
      const before = untold.flatMap((change) => {
        const one = known.byId.get(change.segmentId);
        return one && !one.mixed ? [{ ...change, key: one.segment.key }] : [];
      });
      const told = before.map(({ profileId: _id, ...change }) => change);
      all.set(profileId, { changes: [...told, ...changes], until });
    }
    return all;
  };
