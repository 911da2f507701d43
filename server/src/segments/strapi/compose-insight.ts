import type { Rim } from '../../strapi/rim';
import {
  createAsOf,
  createBitmaps,
  createCollectUnnamed,
  createInsights,
  createPast,
  createTrend,
  createUses,
  type Segments,
} from '..';
import { breathe } from './breathe';
import { createKnexSizes, createKnexUses } from './insight-stores';
import { createKnexMembershipLog } from './membership-log';
import type { SegmentsNeeds } from './needs';

/** What is told of segments beside their members: overlap, trend, use, the past, and what may be wrong. */
export const composeInsight = (rim: Rim, segments: Segments, needs: SegmentsNeeds) => {
  const { now } = rim;
  const log = createKnexMembershipLog(rim.db);
  const bitmaps = createBitmaps({ log, now, breathe });
  const useStore = createKnexUses(rim.db);
  const uses = createUses(useStore, now);
  const collectUnnamed = createCollectUnnamed({
    unnamed: segments.unnamed,
    uses: useStore,
    // While nobody says which are named, none is dropped.
    namedByBlocks:
      needs.namedByBlocks ?? (async () => new Set((await segments.unnamed.all()).map(({ key }) => key))),
    now,
    log: rim.log,
  });
  const trend = createTrend({
    sizes: createKnexSizes(rim.db),
    log,
    sizesNow: async () => new Map((await segments.views()).map(({ segment, size }) => [segment.id, size])),
    segmentIds: async () => (await segments.all()).map(({ id }) => id),
    now,
    breathe,
  });
  const asOf = createAsOf({ log, breathe, clock: now });
  const past = createPast({ log, asOf, now, retentionDays: rim.config.privacy.retentionDays });
  const insights = createInsights({
    trend,
    bitmaps,
    uses,
    conditions: segments.conditions,
    views: segments.views,
    countPeople: needs.profiles.count,
    seenSince: needs.profiles.seenSince,
    unnamed: segments.unnamed.all,
    flowKeys: needs.flowKeys ?? (async () => new Set()),
    shownOnlyTo: needs.shownOnlyTo ?? (async () => new Set()),
    now,
    breathe,
  });
  return { asOf, bitmaps, useStore, uses, collectUnnamed, trend, past, insights };
};
