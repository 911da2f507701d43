import { setTimeout } from 'node:timers/promises';

import {
  createConditions,
  leavesOf,
  nameOf,
  segmentsEndpoints,
  type AnyDefinition,
  type PersonScores,
  type PopulationFigure,
  type Condition,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Due } from '../../profiles';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createBitmaps,
  createCollectUnnamed,
  createExport,
  createImportPeople,
  createImports,
  createPersonScores,
  createInsights,
  createPast,
  createPopulations,
  createProducts,
  createProductWalk,
  createReshape,
  createSegments,
  createTrend,
  createUses,
  createVocabulary,
  noting,
  staticListId,
  withProducts,
  type Place,
  type Populations,
  type Products,
  type Segment,
  type Segments,
} from '..';
import type { Audit } from '../../privacy';
import type { Profiles } from '../../profiles';
import type { ScoringSettings } from '../../settings';
import { serve } from '../../strapi/endpoints';
import { createKnexPopulations } from './population-store';
import { createKnexImports } from './import-store';
import { createKnexSizes, createKnexUses } from './insight-stores';
import { createKnexMembershipLog } from './membership-log';
import { createKnexPeople } from './people';
import { createProductStore, onProductWritten } from './product-store';
import { createKnexSegmentStore } from './segment-store';
import { segmentsServed } from './served';
import { insightServed } from './served-insight';
import { reshapeServed } from './served-reshape';
import { listsServed } from './served-lists';
import { readSegmentTemplates } from './template-files';
import { createKnexVocabularySource } from './words';

export interface SegmentsFace {
  readonly segments: Segments;
  readonly products: Pick<Products, 'of'>;
  /** How one person scores. */
  readonly scoresOf: (profileId: string) => Promise<PersonScores>;
  /** Two profiles have become one. */
  readonly onMerge: (tx: Tx, from: string, into: string) => Promise<void>;
  /** How figures are spread among all people, as last refreshed. */
  readonly populations: Pick<Populations, 'current' | 'ready'>;
  /** A visitor's standing from which pages read: what they ask for is noted as used. */
  readonly noting: (standing: ReadonlyMap<string, boolean>) => ReadonlyMap<string, boolean>;
  /** A block was given this condition: it is kept, and counts as named from now on. */
  readonly keepCondition: (condition: Condition) => Promise<Segment>;
}

export interface SegmentsNeeds {
  /** Something must be looked at again for these people. */
  readonly queueEach: (tx: Tx, rows: readonly Due[]) => Promise<void>;
  /** How many people wait to be looked at. */
  readonly waiting: () => Promise<number>;
  /** Whether a flow hears of this segment's comings and goings. */
  readonly heard: (key: string) => Promise<boolean>;
  /** Places outside segments that use one, by key: blocks, flows. */
  readonly usedBy?: (key: string) => Promise<readonly Place[]>;
  /** The same, counted by key and read at once. */
  readonly countUsed?: () => Promise<ReadonlyMap<string, number>>;
  /** Leads flows from one segment to another. */
  readonly repointFlows?: (from: string, to: string) => Promise<readonly Place[]>;
  /** Figures whose spread among all people flows ask for. */
  readonly flowFigures?: () => Promise<ReadonlyMap<string, PopulationFigure>>;
  /** Keys of segments that running flows name. */
  readonly flowKeys?: () => Promise<ReadonlySet<string>>;
  /** Keys of segments to whose people only some block is shown. */
  readonly shownOnlyTo?: () => Promise<ReadonlySet<string>>;
  /** Keys that some block names, whoever it is shown to. */
  readonly namedByBlocks?: () => Promise<ReadonlySet<string>>;
  readonly profiles: Pick<
    Profiles,
    | 'seenSince'
    | 'findMany'
    | 'resolve'
    | 'applyTraits'
    | 'setList'
    | 'setListOfMany'
    | 'removeList'
    | 'pruneList'
    | 'lock'
    | 'getMany'
  >;
  /** Whether somebody of this address was erased here. */
  readonly isErased: (tx: Tx, contact: { email: string; external: string }) => Promise<boolean>;
  readonly audit: Audit;
  /** How events become scores, and whether that was changed since it was last read. */
  readonly scoring?: Pick<ScoringSettings, 'current' | 'reload'>;
  /** Traits that are offered to nobody. */
  readonly sensitive?: () => Promise<readonly string[]>;
  /** The lists CRM connections offer, for the builder. */
  readonly lists?: () => Promise<readonly { connection: string; id: string; name: string }[]>;
  /** Kinds of conditions that extensions bring. */
  readonly kinds?: readonly AnyDefinition[];
}

/** Where no field is allowed, nothing is read. */
const NO_PRODUCTS: Products = { of: async () => ({}), forget() {} };
/** Members that leave a list in one transaction. */
const PRUNED = 200;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const composeSegments = (rim: Rim, needs: SegmentsNeeds): SliceParts<SegmentsFace> => {
  const productStore = createProductStore(rim.strapi, rim.db, rim.config.catalogue);
  const products = productStore ? createProducts({ store: productStore, now: rim.now }) : NO_PRODUCTS;
  const people = withProducts(
    createKnexPeople(rim.db, () => populations.current()),
    products,
  );
  const store = createKnexSegmentStore(rim.db, rim.newId);
  const conditions = createConditions(needs.kinds, needs.scoring?.current);
  const productWalk = createProductWalk({ ...rim, store, people, conditions });
  if (productStore) {
    onProductWritten(rim.strapi, rim.config.catalogue.type, () => {
      products.forget();
      productWalk.changed();
    });
  }
  const segments = createSegments({
    store,
    people,
    conditions,
    transact: rim.transact,
    now: rim.now,
    newId: rim.newId,
    log: rim.log,
    queueEach: needs.queueEach,
    waiting: needs.waiting,
    heard: needs.heard,
    usedBy: needs.usedBy ?? (async () => []),
    breathe,
    populations: () => populations.current(),
  });
  const vocabulary = createVocabulary(createKnexVocabularySource(rim.db), rim.now, productStore?.sample);
  const log = createKnexMembershipLog(rim.db);
  const bitmaps = createBitmaps({ log, now: rim.now, breathe });
  const useStore = createKnexUses(rim.db);
  const uses = createUses(useStore, rim.now);
  const collectUnnamed = createCollectUnnamed({
    unnamed: segments.unnamed,
    uses: useStore,
    // While nobody says which are named, none is dropped.
    namedByBlocks:
      needs.namedByBlocks ?? (async () => new Set((await segments.unnamed.all()).map(({ key }) => key))),
    now: rim.now,
    log: rim.log,
  });
  const trend = createTrend({
    sizes: createKnexSizes(rim.db),
    log,
    sizesNow: async () => new Map((await segments.views()).map(({ segment, size }) => [segment.id, size])),
    segmentIds: async () => (await segments.all()).map(({ id }) => id),
    now: rim.now,
    breathe,
  });
  const past = createPast({ log, now: rim.now, retentionDays: rim.config.privacy.retentionDays });
  const insights = createInsights({
    trend,
    bitmaps,
    uses,
    conditions: segments.conditions,
    views: segments.views,
    seenSince: needs.profiles.seenSince,
    unnamed: segments.unnamed.all,
    flowKeys: needs.flowKeys ?? (async () => new Set()),
    shownOnlyTo: needs.shownOnlyTo ?? (async () => new Set()),
    now: rim.now,
    breathe,
  });
  const populations: Populations = createPopulations({
    store: createKnexPopulations(rim.db),
    people,
    conditions: segments.conditions,
    others: needs.flowFigures,
    segments: segments.kept,
    judgeAnew: segments.judgeAnew,
    pause: (ms) => setTimeout(ms),
    now: rim.now,
    log: rim.log,
    breathe,
  });
  /** As the scores were weighed last; a change has everyone judged anew where a score is asked for. */
  let weighed: string | undefined;
  const rescore = async (): Promise<void> => {
    for (const { id, condition } of await segments.kept()) {
      if (leavesOf(condition).some(({ kind }) => kind === 'score')) await segments.judgeAnew(id);
    }
  };
  const shownPopulations = () => ({
    data: Object.entries(populations.current()).map(([key, { refreshedAt, n, mean, sd }]) => ({
      key,
      refreshedAt,
      n,
      mean,
      sd,
    })),
  });
  const { profiles } = needs;
  const imports = createImports({
    store: createKnexImports(rim.db),
    people: createImportPeople({
      profiles,
      isErased: (tx, email) => needs.isErased(tx, { email, external: '' }),
      transact: rim.transact,
    }),
    transact: rim.transact,
    now: rim.now,
    newId: rim.newId,
    log: rim.log,
    waiting: needs.waiting,
    pause: (ms) => setTimeout(ms),
  });
  const exports = createExport({
    log,
    breathe,
    people: async (ids) =>
      (await profiles.getMany(ids)).map(({ id, userId, email, traits }) => ({
        id,
        userId,
        email,
        name: nameOf(traits),
      })),
  });
  /** What a segment leaves behind. */
  const clear = async (segment: Segment): Promise<void> => {
    await imports.drop(segment.id);
    if (segment.kind !== 'static') return;
    const prune = (tx: Tx) =>
      profiles.pruneList(tx, staticListId(segment.key), Number.MAX_SAFE_INTEGER, PRUNED);
    while ((await rim.transact(prune)) === PRUNED) await breathe();
  };
  const crud = segmentsServed({
    segments,
    people,
    trend,
    insights,
    vocabulary,
    clear,
    sensitive: needs.sensitive ?? (async () => []),
    look: needs.audit.look,
    lists: needs.lists ?? (async () => []),
    templates: readSegmentTemplates(),
    now: rim.now,
  });
  const reshape = createReshape({
    segments,
    repointFlows: needs.repointFlows ?? (async () => []),
    clear,
  });
  return {
    face: {
      segments,
      products,
      scoresOf: createPersonScores({
        people,
        conditions,
        scoring: needs.scoring?.current,
        current: populations.current,
        figures: segments.figures,
        sensitive: needs.sensitive ?? (async () => []),
        now: rim.now,
      }),
      async onMerge(tx, from, into) {
        await segments.onMerge(tx, from, into);
        bitmaps.onMerge(from, into);
      },
      populations,
      noting: (standing) => noting(standing, uses.mark),
      async keepCondition(condition) {
        const kept = await segments.unnamed.ensure(condition);
        await useStore.mark([kept.key], rim.now());
        return kept;
      },
    },
    served: [
      ...crud.served,
      serve(segmentsEndpoints.uses, async () => {
        const counts = await segments.countUses((await needs.countUsed?.()) ?? new Map());
        return { data: Object.fromEntries([...counts].filter(([, count]) => count > 0)) };
      }),
      serve(segmentsEndpoints.populations, async () => {
        await populations.reload();
        return shownPopulations();
      }),
      serve(segmentsEndpoints.refreshPopulations, async () => {
        await populations.refresh(true);
        return shownPopulations();
      }),
      ...reshapeServed({ reshape, conditions, show: crud.show }),
      ...insightServed({ segments, people, trend, past, bitmaps, look: needs.audit.look, now: rim.now }),
      ...listsServed({
        segments,
        imports,
        exports,
        people: profiles,
        note: needs.audit.note,
        transact: rim.transact,
        now: rim.now,
      }),
    ],
    ticks: [
      { name: 'products', everyMs: 1_000, run: () => productWalk.run() },
      { name: 'segments', everyMs: 1_000, run: () => segments.walk() },
      { name: 'segment sizes', everyMs: 60_000, run: () => trend.record() },
      {
        name: 'populations',
        everyMs: 5_000,
        async run() {
          await needs.scoring?.reload();
          const weights = JSON.stringify(needs.scoring?.current());
          const reweighed = weighed !== undefined && weighed !== weights;
          weighed = weights;
          if (reweighed) await rescore();
          await populations.refresh(reweighed);
        },
      },
      { name: 'segment uses', everyMs: 60_000, run: () => uses.flush() },
      { name: 'block conditions', everyMs: 3_600_000, run: collectUnnamed },
      { name: 'segment health', everyMs: 3_600_000, run: () => insights.refresh() },
    ],
    async drain() {
      segments.halt();
      await imports.drain();
      await uses.flush();
    },
    async health() {
      const all = await segments.kept();
      return {
        segments: (await segments.all()).length,
        segmentsBeingJudged: all.filter(({ bulk }) => bulk !== null).length,
      };
    },
  };
};
