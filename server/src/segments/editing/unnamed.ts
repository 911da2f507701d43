import { createHash } from 'node:crypto';

import {
  canonicalJson,
  isUnnamedKey,
  UNNAMED_PREFIX,
  type Condition,
  type Conditions,
  type Json,
} from '../../../../plugin/src';
import type { Clock, NewId, Transact } from '../../ports';
import type { CatalogueReader } from '../catalogue';
import { refuseBroken } from '../dependencies';
import { refuseUnknownGroups } from '../groups/known';
import type { People } from '../person';
import type { Segment } from '../segment';
import type { SegmentStore } from '../segment-store';

interface Needs {
  readonly store: SegmentStore;
  readonly people: Pick<People, 'count'>;
  readonly catalogue: CatalogueReader;
  readonly conditions: Conditions;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
}

/** Conditions built in blocks: segments without a name, kept and judged like any, and never changed. */
export interface Unnamed {
  /** The same condition is the same segment, whichever block it was built in. */
  ensure(condition: Condition): Promise<Segment>;
  all(): Promise<readonly Segment[]>;
  /** With its memberships. Nothing happens to one that is gone. */
  drop(key: string): Promise<void>;
}

const DIGITS = 32;
const LONGEST_NAME = 250;

export const isNamed = ({ key }: Pick<Segment, 'key'>): boolean => !isUnnamedKey(key);

export const unnamedKeyOf = (condition: Condition): string => {
  const text = canonicalJson(condition as unknown as Json);
  return `${UNNAMED_PREFIX}${createHash('sha256').update(text).digest('base64url').slice(0, DIGITS)}`;
};

export const createUnnamed = (needs: Needs): Unnamed => {
  const { store, people, catalogue, conditions, transact, now, newId } = needs;
  const find = async (key: string) => (await store.all(null)).find((segment) => segment.key === key);

  const insert = async (key: string, condition: Condition): Promise<Segment> => {
    conditions.compile(condition);
    const bulk = { done: 0, of: await people.count(), cursor: '' };
    const segment: Segment = {
      id: newId(),
      key,
      // Its sentence stands where a name would, for exports and logs.
      name: conditions.describe(condition).slice(0, LONGEST_NAME),
      description: '',
      purpose: '',
      owner: '',
      folder: '',
      tags: [],
      kind: 'live',
      condition,
      conditionAt: now(),
      createdAt: now(),
      updatedAt: now(),
      revision: 1,
      bulk,
    };
    await transact(async (tx) => {
      // Named ones alone may be asked for: an unnamed one goes when its last block does.
      refuseBroken((await store.all(tx)).filter(isNamed), key, condition);
      await refuseUnknownGroups(store, tx, condition);
      await store.insert(tx, segment);
    });
    catalogue.forget();
    return segment;
  };

  return {
    all: async () => (await store.all(null)).filter((segment) => !isNamed(segment)),
    async ensure(condition) {
      const key = unnamedKeyOf(condition);
      const known = await find(key);
      if (known) return known;
      try {
        return await insert(key, condition);
      } catch (error) {
        // Another process may have kept the same condition at the same time.
        const other = await find(key);
        if (other) return other;
        throw error;
      }
    },
    async drop(key) {
      const known = await find(key);
      if (!known || isNamed(known)) return;
      await transact((tx) => store.delete(tx, known.id));
      catalogue.forget();
    },
  };
};
