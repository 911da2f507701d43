import { CrmFault, isCrmFault, type CrmConnector, type CrmContact, type CrmPage } from '../../../plugin/src';
import type { Clock, Tx } from '../ports';
import { listIdOf, type Checkpoint, type Stage } from './checkpoint';
import type { Connection, ConnectionStore, SyncCounts } from './connector-store';
import type { CrmPeople } from './crm-people';

/** One step further: what to write in the transaction that also moves the checkpoint. */
export interface Step {
  readonly next: Stage;
  readonly doing: string;
  /** Lists that are finished. */
  readonly done: number;
  /** In small transactions, so that nobody waits long for the database; all can be done twice. The last one counts. */
  readonly writes?: readonly Write[];
}

export type Write = (tx: Tx) => Promise<Partial<SyncCounts> & { readonly again?: boolean }>;

/** Makes the segment of a list and says its key. */
export type EnsureSegment = (list: {
  readonly connectionId: string;
  readonly listId: string;
  readonly name: string;
}) => Promise<string>;

interface Needs {
  readonly connection: Connection;
  readonly connector: CrmConnector;
  readonly store: ConnectionStore;
  readonly people: CrmPeople;
  readonly ensureSegment: EnsureSegment;
  readonly now: Clock;
}

/** Members that leave in one transaction. */
const PRUNE = 200;
/** Known contacts, and new ones, in one transaction. */
const KNOWN = 100;
const NEW = 25;

const chunksOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/** Asks the CRM for what the stage needs and says what follows: at most one page a step. */
export const createStep = (needs: Needs) => {
  const { connection, connector, store, people, ensureSegment, now } = needs;
  const external = (contactId: string) => `${connection.id}:${contactId}`;
  const ours = (contact: CrmContact): CrmContact => ({ ...contact, id: external(contact.id) });

  const afterList = (at: number): Stage => ({ kind: 'list', at: at + 1 });

  const nameOf = async (listId: string): Promise<string> =>
    (await store.lists(connection.id)).find((list) => list.listId === listId)?.name ?? listId;

  const beginList = async (listId: string, at: number): Promise<Step> => {
    const readFrom = now();
    const found = await connector.list(listId);
    const [known] = (await store.lists(connection.id)).filter((list) => list.listId === listId);
    const name = found?.name ?? known?.name ?? listId;
    if (!found) {
      return { next: { kind: 'prune', at, readFrom, gone: true }, doing: `"${name}" is gone`, done: at };
    }
    const segment = await ensureSegment({ connectionId: connection.id, listId, name });
    await store.putList({
      connectionId: connection.id,
      listId,
      name,
      picked: true,
      segment,
      syncedAt: known?.syncedAt ?? null,
      gone: false,
    });
    return {
      next: { kind: 'members', at, readFrom, cursor: null },
      doing: `Members of "${name}"`,
      done: at,
    };
  };

  const readMembers = async (stage: Extract<Stage, { kind: 'members' }>, listId: string): Promise<Step> => {
    const { at, readFrom, cursor } = stage;
    const name = await nameOf(listId);
    const page = await orGone(() => connector.members(listId, cursor));
    // Whoever deletes a list while it is read takes it away: what is not there has no members.
    if (!page) {
      return { next: { kind: 'prune', at, readFrom, gone: true }, doing: `"${name}" is gone`, done: at };
    }
    if (page.next !== null && page.next === cursor) {
      throw new CrmFault('unexpected', `The CRM gives the same page of "${name}" over and over.`);
    }
    const ids = [...new Set(page.rows)];
    const strangers = await people.strangers(ids.map(external));
    const fresh = ids.filter((id) => strangers.has(external(id)));
    const list = listIdOf(connection.id, listId);
    const known = ids.map(external).filter((id) => !strangers.has(id));
    const contacts = fresh.length > 0 ? (await connector.contacts(fresh)).map(ours) : [];
    return {
      next:
        page.next === null
          ? { kind: 'prune', at, readFrom, gone: false }
          : { kind: 'members', at, readFrom, cursor: page.next },
      doing: `Members of "${name}"`,
      done: at,
      writes: [
        ...chunksOf(known, KNOWN).map(
          (some): Write =>
            (tx) =>
              people.confirm(tx, list, some),
        ),
        ...chunksOf(contacts, NEW).map(
          (some): Write =>
            (tx) =>
              people.enter(tx, list, some),
        ),
        async () => ({ rowsIn: page.rows.length }),
      ],
    };
  };

  const prune = async (stage: Extract<Stage, { kind: 'prune' }>, listId: string): Promise<Step> => {
    const { at, readFrom, gone } = stage;
    const list = listIdOf(connection.id, listId);
    const [known] = (await store.lists(connection.id)).filter((one) => one.listId === listId);
    const before = gone ? Number.MAX_SAFE_INTEGER : readFrom;
    if (known) await store.putList({ ...known, gone, syncedAt: now() });
    return {
      next: afterList(at),
      doing: `Members of "${known?.name ?? listId}"`,
      done: at + 1,
      writes: [
        async (tx) => {
          const removed = await people.prune(tx, list, before, PRUNE);
          return { removed, again: removed === PRUNE };
        },
      ],
    };
  };

  const drop = (checkpoint: Checkpoint, at: number): Step => {
    const listId = checkpoint.dropped[at]!;
    return {
      next: { kind: 'drop', at: at + 1 },
      doing: 'Lists that are no longer picked',
      done: checkpoint.lists.length,
      writes: [
        async (tx) => {
          const list = listIdOf(connection.id, listId);
          const removed = await people.prune(tx, list, Number.MAX_SAFE_INTEGER, PRUNE);
          if (removed === PRUNE) return { removed, again: true };
          await store.deleteList(tx, connection.id, listId);
          return { removed };
        },
      ],
    };
  };

  const readChanges = async (
    checkpoint: Checkpoint,
    stage: Extract<Stage, { kind: 'changes' }>,
  ): Promise<Step> => {
    const page: CrmPage<CrmContact> = await connector.changed(connection.changesSince ?? 0, stage.cursor);
    if (page.next !== null && page.next === stage.cursor) {
      throw new CrmFault('unexpected', 'The CRM gives the same page of changed contacts over and over.');
    }
    return {
      next: page.next === null ? { kind: 'end' } : { kind: 'changes', cursor: page.next },
      doing: 'Contacts that have changed',
      done: checkpoint.lists.length,
      writes: chunksOf(page.rows.map(ours), NEW).map(
        (some): Write =>
          (tx) =>
            people.update(tx, some),
      ),
    };
  };

  return async (checkpoint: Checkpoint): Promise<Step> => {
    const { stage, lists, dropped } = checkpoint;
    const finished = (next: Stage): Step => ({ next, doing: '', done: lists.length });
    switch (stage.kind) {
      case 'list': {
        const listId = lists[stage.at];
        return listId === undefined ? finished({ kind: 'drop', at: 0 }) : beginList(listId, stage.at);
      }
      case 'members':
        return readMembers(stage, lists[stage.at]!);
      case 'prune':
        return prune(stage, lists[stage.at]!);
      case 'drop': {
        if (stage.at < dropped.length) return drop(checkpoint, stage.at);
        // The first sync has just read everybody: nothing can have changed that it does not know.
        return finished(
          connection.changesSince === null ? { kind: 'end' } : { kind: 'changes', cursor: null },
        );
      }
      case 'changes':
        return readChanges(checkpoint, stage);
      case 'end':
        return finished(stage);
    }
  };
};

const orGone = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await ask();
  } catch (error) {
    if (isCrmFault(error) && error.kind === 'gone') return undefined;
    throw error;
  }
};
