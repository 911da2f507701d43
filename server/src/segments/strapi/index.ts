import { createConditions, type AnyDefinition } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Due } from '../../profiles';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import { createSegments, createVocabulary, type Place, type Segments } from '..';
import { createKnexPeople } from './people';
import { createKnexSegmentStore } from './segment-store';
import { segmentsServed } from './served';
import { createKnexVocabularySource } from './words';

export interface SegmentsFace {
  readonly segments: Segments;
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

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const composeSegments = (rim: Rim, needs: SegmentsNeeds): SliceParts<SegmentsFace> => {
  const people = createKnexPeople(rim.db);
  const segments = createSegments({
    store: createKnexSegmentStore(rim.db, rim.newId),
    people,
    conditions: createConditions(needs.kinds),
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
    face: { segments },
    served: segmentsServed({
      segments,
      people,
      vocabulary,
      lists: needs.lists ?? (async () => []),
      now: rim.now,
    }),
    ticks: [{ name: 'segments', everyMs: 1_000, run: () => segments.walk() }],
    async drain() {
      segments.halt();
    },
    async health() {
      const all = await segments.all();
      return { segments: all.length, segmentsBeingJudged: all.filter(({ bulk }) => bulk !== null).length };
    },
  };
};
