import {
  isSegmentKey,
  leavesOf,
  PluginError,
  segmentKeyOf,
  type Condition,
  type Conditions,
} from '../../../../plugin/src';
import type { Clock, NewId, Transact, Tx } from '../../ports';
import type { CatalogueReader } from '../catalogue';
import type { Changing } from './changing';
import { refuseBroken } from '../dependencies';
import { findIn } from '../find-segment';
import { refuseUnknownGroups } from '../groups/known';
import { refuseUsed } from './places';
import type { Segment, SegmentNotes } from '../segment';
import { staticCondition } from './static-list';
import type { SegmentStore } from '../segment-store';
import { isNamed } from './unnamed';
import type { Usage } from './usage';
import type { Walks } from '../walks/walks';

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
  readonly catalogue: CatalogueReader;
  readonly conditions: Conditions;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
  readonly usage: Usage;
  readonly wholeBase: Walks['wholeBase'];
  readonly changing: Changing;
}

const freeKey = (name: string, taken: ReadonlySet<string>): string => {
  for (let turn = 1; ; turn += 1) {
    const key = segmentKeyOf(name, turn);
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

export const createEditing = (needs: Needs) => {
  const { store, catalogue, usage, wholeBase, changing, conditions, transact, now, newId } = needs;

  /** Those that were built in blocks are nobody's to change. */
  const named = async (tx: Tx | null) => (await store.all(tx)).filter(isNamed);

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
      await refuseUnknownGroups(store, tx, condition);
      const segment: Segment = {
        id: newId(),
        key,
        ...notesOf(given),
        kind,
        condition,
        conditionAt: now(),
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
    const changed = await transact((tx) => changing(tx, idOrKey, changes, bulk));
    catalogue.forget();
    return changed;
  };

  return {
    create: (given: NewSegment) => insert(given, 'live', () => given.condition),
    createStatic: (given: NewStaticSegment) => insert(given, 'static', staticCondition),
    update,

    async remove(idOrKey: string): Promise<Segment> {
      const segments = await store.all(null);
      const known = findIn(segments.filter(isNamed), idOrKey);
      const elsewhere = await usage.elsewhere(segments, known.key);
      await transact(async (tx) => {
        refuseUsed(`The segment "${known.key}"`, [
          ...usage.bySegments(await store.all(tx), known.key),
          ...elsewhere,
        ]);
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
