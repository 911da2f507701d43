import { createConditions, type AnyDefinition } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Due } from '../../profiles';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createProducts,
  createProductWalk,
  createSegments,
  createVocabulary,
  withProducts,
  type Place,
  type Products,
  type Segments,
} from '..';
import { createKnexPeople } from './people';
import { createProductStore, onProductWritten } from './product-store';
import { createKnexSegmentStore } from './segment-store';
import { segmentsServed } from './served';
import { createKnexVocabularySource } from './words';

export interface SegmentsFace {
  readonly segments: Segments;
  readonly products: Pick<Products, 'of'>;
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
  /** The lists CRM connections offer, for the builder. */
  readonly lists?: () => Promise<readonly { connection: string; id: string; name: string }[]>;
  /** Kinds of conditions that extensions bring. */
  readonly kinds?: readonly AnyDefinition[];
}

/** Where no field is allowed, nothing is read. */
const NO_PRODUCTS: Products = { of: async () => ({}), forget() {} };

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const composeSegments = (rim: Rim, needs: SegmentsNeeds): SliceParts<SegmentsFace> => {
  const productStore = createProductStore(rim.strapi, rim.db, rim.config.catalogue);
  const products = productStore ? createProducts({ store: productStore, now: rim.now }) : NO_PRODUCTS;
  const people = withProducts(createKnexPeople(rim.db), products);
  const store = createKnexSegmentStore(rim.db, rim.newId);
  const conditions = createConditions(needs.kinds);
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
  });
  const vocabulary = createVocabulary(createKnexVocabularySource(rim.db), rim.now);
  return {
    face: { segments, products },
    served: segmentsServed({
      segments,
      people,
      vocabulary,
      lists: needs.lists ?? (async () => []),
      now: rim.now,
    }),
    ticks: [
      { name: 'products', everyMs: 1_000, run: () => productWalk.run() },
      { name: 'segments', everyMs: 1_000, run: () => segments.walk() },
    ],
    async drain() {
      segments.halt();
    },
    async health() {
      const all = await segments.all();
      return { segments: all.length, segmentsBeingJudged: all.filter(({ bulk }) => bulk !== null).length };
    },
  };
};
