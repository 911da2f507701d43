import {
  createConditions,
  segmentsEndpoints,
  type Condition,
  type PersonScores,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Rim } from '../../strapi/rim';
import { serve } from '../../strapi/endpoints';
import type { SliceParts } from '../../strapi/slice';
import {
  createCatalogueReader,
  createHindsight,
  createKeptGroups,
  createKeptNames,
  createPersonScores,
  createProducts,
  createProductWalk,
  createReshape,
  createSegments,
  createVocabulary,
  noting,
  withProducts,
  type Hindsight,
  type Populations,
  type Products,
  type Segment,
  type Segments,
} from '..';
import { breathe } from './breathe';
import { createKnexCrossingLog } from './crossing-log';
import { composeInsight } from './compose-insight';
import { composeLists } from './compose-lists';
import { composePopulations } from './compose-populations';
import { createFold } from './membership-counts';
import type { SegmentsNeeds } from './needs';
import { createGivenUp } from './given-up';
import { createKnexPeople } from './people';
import { createProductStore, onProductWritten } from './product-store';
import { createKnexSegmentStore } from './segment-store';
import { segmentsServed } from './served';
import { groupsServed } from './served-groups';
import { insightServed } from './served-insight';
import { listsServed } from './served-lists';
import { reshapeServed } from './served-reshape';
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
  /** What an administrator knows people by. */
  readonly labels: (profileIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What was known of people at any moment, and where they stood. */
  readonly hindsight: Hindsight;
}

/** Where no field is allowed, nothing is read. */
const NO_PRODUCTS: Products = { of: async () => ({}), forget() {} };

export const composeSegments = (rim: Rim, needs: SegmentsNeeds): SliceParts<SegmentsFace> => {
  const { transact, now } = rim;
  const { look, note } = needs.audit;
  const sensitive = needs.sensitive ?? (async () => []);
  const productStore = createProductStore(rim.strapi, rim.db, rim.config.catalogue);
  const products = productStore ? createProducts({ store: productStore, now }) : NO_PRODUCTS;
  const people = withProducts(
    createKnexPeople(rim.db, () => populations.current(), now, sensitive),
    products,
  );
  const store = createKnexSegmentStore(rim.db, rim.newId);
  const groups = createKeptGroups();
  const givenUp = createGivenUp(rim);
  const names = createKeptNames();
  const scoring = needs.scoring?.current;
  const conditions = createConditions(needs.kinds, {
    scoring,
    groups: groups.current,
    names: names.current,
    onSpent: givenUp.count,
  });
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
    transact,
    now,
    newId: rim.newId,
    log: rim.log,
    queueEach: needs.queueEach,
    waiting: needs.waiting,
    heard: needs.heard,
    usedBy: needs.usedBy ?? (async () => []),
    groupUsedBy: needs.groupUsedBy,
    breathe,
    populations: () => populations.current(),
    scoring,
    groups,
    names,
  });
  const insight = composeInsight(rim, segments, needs);
  const { populations, ...scores } = composePopulations(rim, segments, people, needs);
  const { imports, exports, clear } = composeLists(rim, insight.asOf, segments.judgeMany, needs);
  const crud = segmentsServed({
    ...insight,
    segments,
    people,
    vocabulary: createVocabulary(createKnexVocabularySource(rim.db), now, productStore?.sample),
    clear,
    sensitive,
    look,
    lists: needs.lists ?? (async () => []),
    templates: readSegmentTemplates(),
    now,
  });
  const reshape = createReshape({
    segments,
    repointFlows: needs.repointFlows ?? (async () => []),
    clear,
  });
  const fold = createFold({ db: rim.db, transact, breathe });
  return {
    face: {
      segments,
      products,
      scoresOf: createPersonScores({
        people,
        conditions,
        scoring,
        current: populations.current,
        figures: segments.figures,
        sensitive,
        now,
      }),
      async onMerge(tx, from, into) {
        await segments.onMerge(tx, from, into);
        insight.bitmaps.onMerge(from, into);
      },
      populations,
      noting: (standing) => noting(standing, insight.uses.mark),
      async keepCondition(condition) {
        const kept = await segments.unnamed.ensure(condition);
        await insight.useStore.mark([kept.key], now());
        return kept;
      },
      labels: people.labels,
      hindsight: createHindsight({
        catalogue: createCatalogueReader({ store, conditions, scoring, groups }),
        ...{ conditions, people, now },
        log: createKnexCrossingLog(rim.db),
        retentionDays: rim.config.privacy.retentionDays,
      }),
    },
    served: [
      ...crud.served,
      serve(segmentsEndpoints.uses, async () => {
        const counts = await segments.countUses((await needs.countUsed?.()) ?? new Map());
        return { data: Object.fromEntries([...counts].filter(([, count]) => count > 0)) };
      }),
      ...scores.served,
      ...groupsServed({ groups: segments.groups, log: rim.log }),
      ...reshapeServed({ reshape, conditions, show: crud.show }),
      ...insightServed({ ...insight, segments, people, sensitive, look, now }),
      ...listsServed({ segments, imports, exports, people: needs.profiles, note, transact, now }),
    ],
    ticks: [
      // Where an entry was written, it is known that one was.
      { name: 'products', everyMs: 1_000, everywhere: true, run: () => productWalk.run() },
      {
        name: 'segments',
        everyMs: 1_000,
        due: () => [{ from: 'attune_segments where bulk is not null' }],
        run: () => segments.walk(),
      },
      { name: 'segment counters', everyMs: 5_000, ...fold },
      { name: 'segment sizes', everyMs: 60_000, run: () => insight.trend.record() },
      ...scores.ticks,
      { name: 'segment uses', everyMs: 60_000, everywhere: true, run: () => insight.uses.flush() },
      { name: 'block conditions', everyMs: 3_600_000, run: insight.collectUnnamed },
      { name: 'segment health', everyMs: 3_600_000, run: () => insight.insights.refresh() },
    ],
    async start() {
      await scores.start();
      await segments.awaitBroken();
    },
    async drain() {
      segments.halt();
      await imports.drain();
      await insight.uses.flush();
    },
    async health() {
      const all = await segments.kept();
      return {
        segments: (await segments.all()).length,
        patternsGivenUp: givenUp.times(),
        segmentsBeingJudged: all.filter(({ bulk }) => bulk !== null).length,
      };
    },
  };
};
