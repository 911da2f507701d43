import {
  isSegmentKey,
  leavesOf,
  PluginError,
  segmentKeyOf,
  type Condition,
  type Conditions,
} from '../../../plugin/src';
import type { Clock, NewId, Transact } from '../ports';
import type { CatalogueReader } from './catalogue';
import { refuseCycle, segmentsIn } from './dependencies';
import type { People } from './person';
import { refuseUsed, type Place } from './places';
import type { Bulk, Segment } from './segment';
import type { SegmentStore } from './segment-store';

export interface NewSegment {
  readonly name: string;
  readonly key?: string;
  readonly description?: string;
  readonly condition: Condition;
}

export interface SegmentChanges {
  readonly name?: string;
  readonly description?: string;
  readonly condition?: Condition;
}

export interface CrmList {
  readonly connectionId: string;
  readonly listId: string;
  readonly name: string;
}

interface Needs {
  readonly store: SegmentStore;
  readonly people: People;
  readonly catalogue: CatalogueReader;
  readonly conditions: Conditions;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
  /** Places outside this slice that use a segment: blocks, flows. */
  readonly usedBy: (key: string) => Promise<readonly Place[]>;
}

export const findIn = (segments: readonly Segment[], idOrKey: string): Segment => {
  const found = segments.find(({ id, key }) => id === idOrKey || key === idOrKey);
  if (!found) throw new PluginError('not-found', 'There is no such segment.');
  return found;
};

const freeKey = (name: string, taken: ReadonlySet<string>): string => {
  const base = segmentKeyOf(name);
  for (let turn = 1; ; turn += 1) {
    const key = turn === 1 ? base : `${base.slice(0, 54)}-${turn}`;
    if (!taken.has(key)) return key;
  }
};

/** Refuses what could never be judged: segments that do not exist, and circles. */
const refuseBroken = (segments: readonly Segment[], key: string, condition: Condition): void => {
  const keys = new Set(segments.map((segment) => segment.key));
  for (const wanted of segmentsIn(condition)) {
    if (wanted === key || keys.has(wanted)) continue;
    throw new PluginError('invalid', `There is no segment with the key "${wanted.slice(0, 60)}".`, {
      path: 'condition',
    });
  }
  refuseCycle(segments, { key, condition });
};

const MOVED = new PluginError('unavailable', 'The walk has just moved on. Try again.');

export const createEditing = (needs: Needs) => {
  const { store, people, catalogue, conditions, transact, now, newId, usedBy } = needs;

  const wholeBase = async (): Promise<Bulk> => ({ done: 0, of: await people.count(), cursor: '' });

  const insert = async (given: NewSegment, kind: Segment['kind']): Promise<Segment> => {
    conditions.compile(given.condition);
    const bulk = await wholeBase();
    const made = await transact(async (tx) => {
      const segments = await store.all(tx);
      const taken = new Set(segments.map(({ key }) => key));
      if (given.key !== undefined && (taken.has(given.key) || !isSegmentKey(given.key))) {
        throw new PluginError('conflict', `The key "${given.key.slice(0, 60)}" is taken or unfit.`, {
          path: 'key',
        });
      }
      const key = given.key ?? freeKey(given.name, taken);
      refuseBroken(segments, key, given.condition);
      const segment: Segment = {
        id: newId(),
        key,
        name: given.name,
        description: given.description ?? '',
        kind,
        condition: given.condition,
        createdAt: now(),
        updatedAt: now(),
        revision: 1,
        bulk,
      };
      await store.insert(tx, segment);
      return segment;
    });
    catalogue.forget();
    return made;
  };

  const update = async (idOrKey: string, changes: SegmentChanges): Promise<Segment> => {
    if (changes.condition) conditions.compile(changes.condition);
    const bulk = changes.condition ? await wholeBase() : null;
    const changed = await transact(async (tx) => {
      const segments = await store.all(tx);
      const segment = findIn(segments, idOrKey);
      const { condition = segment.condition, name = segment.name } = changes;
      const judgedAnew = JSON.stringify(condition) !== JSON.stringify(segment.condition);
      if (judgedAnew && segment.kind === 'crm') {
        throw new PluginError('conflict', 'This segment mirrors a list of a CRM: its condition stays.', {
          path: 'condition',
        });
      }
      if (judgedAnew) refuseBroken(segments, segment.key, condition);
      const next: Segment = {
        ...segment,
        name,
        description: changes.description ?? segment.description,
        condition,
        updatedAt: now(),
        revision: segment.revision + 1,
        bulk: judgedAnew ? bulk : segment.bulk,
      };
      await store.update(tx, next);
      return next;
    });
    catalogue.forget();
    return changed;
  };

  const usingIt = (segments: readonly Segment[], key: string): readonly Place[] =>
    segments
      .filter(({ condition }) => segmentsIn(condition).includes(key))
      .map(({ name }) => ({ what: 'the segment', name }));

  return {
    create: (given: NewSegment) => insert(given, 'live'),
    update,

    /** Stops the walk over the base where it is; whoever was judged by then stays as judged. */
    stop: (idOrKey: string): Promise<Segment> =>
      transact(async (tx) => {
        const segment = findIn(await store.all(tx), idOrKey);
        if (!segment.bulk || segment.bulk.stopped) return segment;
        const stopped: Bulk = { ...segment.bulk, stopped: true };
        if (!(await store.moveBulk(tx, segment.id, segment.bulk, stopped))) throw MOVED;
        return { ...segment, bulk: stopped };
      }),

    /** Goes on with a walk that was stopped, or begins one over the whole base. */
    async judgeAnew(idOrKey: string): Promise<Segment> {
      const whole = await wholeBase();
      return transact(async (tx) => {
        const segment = findIn(await store.all(tx), idOrKey);
        const { bulk } = segment;
        if (bulk && !bulk.stopped) return segment;
        if (!bulk) {
          const walking = { ...segment, bulk: whole };
          await store.update(tx, walking);
          return walking;
        }
        const { done, of, cursor } = bulk;
        const going: Bulk = { done, of, cursor };
        if (!(await store.moveBulk(tx, segment.id, bulk, going))) throw MOVED;
        return { ...segment, bulk: going };
      });
    },

    async usage(idOrKey: string): Promise<readonly Place[]> {
      const segments = await store.all(null);
      const { key } = findIn(segments, idOrKey);
      return [...usingIt(segments, key), ...(await usedBy(key))];
    },

    async remove(idOrKey: string): Promise<Segment> {
      const known = findIn(await store.all(null), idOrKey);
      const elsewhere = await usedBy(known.key);
      await transact(async (tx) => {
        refuseUsed(known.key, [...usingIt(await store.all(tx), known.key), ...elsewhere]);
        await store.delete(tx, known.id);
      });
      catalogue.forget();
      return known;
    },

    /** The segment that mirrors a list; made on the first call, renamed with its list after. */
    async ensureCrm({ connectionId, listId, name }: CrmList): Promise<Segment> {
      const found = (await store.all(null)).find(
        ({ kind, condition }) =>
          kind === 'crm' &&
          leavesOf(condition).some(
            (leaf) =>
              leaf.kind === 'list' &&
              'connection' in leaf &&
              leaf.connection === connectionId &&
              leaf.id === listId,
          ),
      );
      if (found) return found.name === name ? found : update(found.id, { name });
      return insert({ name, condition: { kind: 'list', connection: connectionId, id: listId } }, 'crm');
    },
  };
};

export type Editing = ReturnType<typeof createEditing>;
