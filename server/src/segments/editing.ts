import {
  isSegmentKey,
  leavesOf,
  PluginError,
  segmentKeyOf,
  type Condition,
  type Conditions,
} from '../../../plugin/src';
import type { Clock, NewId, Transact, Tx } from '../ports';
import type { CatalogueReader } from './catalogue';
import { refuseBroken, segmentsIn } from './dependencies';
import type { People } from './person';
import { refuseUsed, type Place } from './places';
import type { Bulk, Segment, SegmentNotes } from './segment';
import { staticCondition } from './static-list';
import type { SegmentStore } from './segment-store';
import { isNamed } from './unnamed';

export interface NewSegment extends Partial<SegmentNotes> {
  readonly name: string;
  readonly key?: string;
  readonly condition: Condition;
}

/** A static one has no condition of its own: it holds whom its list holds. */
export type NewStaticSegment = Omit<NewSegment, 'condition'>;

export interface SegmentChanges extends Partial<SegmentNotes> {
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

const notesOf = ({ name, description, purpose, owner, folder, tags }: NewStaticSegment): SegmentNotes => ({
  name,
  description: description ?? '',
  purpose: purpose ?? '',
  owner: owner ?? '',
  folder: folder ?? '',
  tags: tags ?? [],
});

const MOVED = new PluginError('unavailable', 'The walk has just moved on. Try again.');
const definedOf = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

export const createEditing = (needs: Needs) => {
  const { store, people, catalogue, conditions, transact, now, newId, usedBy } = needs;

  /** Those that were built in blocks are nobody's to change. */
  const named = async (tx: Tx | null) => (await store.all(tx)).filter(isNamed);

  const wholeBase = async (): Promise<Bulk> => ({ done: 0, of: await people.count(), cursor: '' });

  const insert = async (
    given: NewStaticSegment,
    kind: Segment['kind'],
    conditionOf: (key: string) => Condition,
  ): Promise<Segment> => {
    const bulk = await wholeBase();
    const made = await transact(async (tx) => {
      const segments = await named(tx);
      const taken = new Set(segments.map(({ key }) => key));
      if (given.key !== undefined && (taken.has(given.key) || !isSegmentKey(given.key))) {
        throw new PluginError('conflict', `The key "${given.key.slice(0, 60)}" is taken or unfit.`, {
          path: 'key',
        });
      }
      const key = given.key ?? freeKey(given.name, taken);
      const condition = conditionOf(key);
      conditions.compile(condition);
      refuseBroken(segments, key, condition);
      const segment: Segment = {
        id: newId(),
        key,
        ...notesOf(given),
        kind,
        condition,
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
      const segments = await named(tx);
      const segment = findIn(segments, idOrKey);
      const { condition = segment.condition, ...notes } = changes;
      const judgedAnew = JSON.stringify(condition) !== JSON.stringify(segment.condition);
      if (judgedAnew && segment.kind !== 'live') {
        const why =
          segment.kind === 'crm'
            ? 'This segment mirrors a list of a CRM: its condition stays.'
            : 'This segment holds whom somebody put in: it has no condition to change.';
        throw new PluginError('conflict', why, { path: 'condition' });
      }
      if (judgedAnew) refuseBroken(segments, segment.key, condition);
      const next: Segment = {
        ...segment,
        ...definedOf(notes),
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

  const asking = (segments: readonly Segment[], key: string) =>
    segments.filter(({ condition }) => segmentsIn(condition).includes(key));

  const usingIt = (segments: readonly Segment[], key: string): readonly Place[] =>
    asking(segments, key)
      .filter(isNamed)
      .map(({ id, key: by, name }) => ({
        what: 'the segment',
        name,
        target: { kind: 'segment', id, key: by },
      }));

  /** By itself, or in a condition that was built in a block. */
  const usedElsewhere = async (segments: readonly Segment[], key: string): Promise<readonly Place[]> => {
    const places = [...(await usedBy(key))];
    for (const one of asking(segments, key)) if (!isNamed(one)) places.push(...(await usedBy(one.key)));
    return places;
  };

  return {
    create: (given: NewSegment) => insert(given, 'live', () => given.condition),
    createStatic: (given: NewStaticSegment) => insert(given, 'static', staticCondition),
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
      const { key } = findIn(segments.filter(isNamed), idOrKey);
      return [...usingIt(segments, key), ...(await usedElsewhere(segments, key))];
    },

    /** In how many places each is used, by key; `elsewhere` counts what stands outside this slice. */
    async countUses(elsewhere: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
      const segments = await store.all(null);
      const counts = new Map(elsewhere);
      for (const one of segments) {
        // A condition of a block counts for those it asks for as often as blocks name it.
        const times = isNamed(one) ? 1 : (elsewhere.get(one.key) ?? 0);
        for (const key of segmentsIn(one.condition)) counts.set(key, (counts.get(key) ?? 0) + times);
        if (!isNamed(one)) counts.delete(one.key);
      }
      return counts;
    },

    async remove(idOrKey: string): Promise<Segment> {
      const segments = await store.all(null);
      const known = findIn(segments.filter(isNamed), idOrKey);
      const elsewhere = await usedElsewhere(segments, known.key);
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
      return insert({ name }, 'crm', () => ({ kind: 'list', connection: connectionId, id: listId }));
    },
  };
};

export type Editing = ReturnType<typeof createEditing>;
