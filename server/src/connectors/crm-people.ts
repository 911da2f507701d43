import {
  isPluginError,
  type CrmContact,
  type ErrorCode,
  type Identity,
  type JsonObject,
} from '../../../plugin/src';
import type { Transact, Tx } from '../ports';
import type { SyncCounts } from './connector-store';

/** What a sync asks of profiles. A contact's `id` is here already `<connection id>:<the CRM's id>`. */
export interface CrmPeople {
  /** Those of these contacts whom nobody here is known as. */
  strangers(externals: readonly string[]): Promise<ReadonlySet<string>>;
  /** These are still in the list, or again. */
  confirm(tx: Tx, list: string, known: readonly string[]): Promise<Partial<SyncCounts>>;
  /** These are new here: they are made people, the erased are refused. */
  enter(tx: Tx, list: string, contacts: readonly CrmContact[]): Promise<Partial<SyncCounts>>;
  /** Traits and address of those who are known; others are none of ours. */
  update(tx: Tx, contacts: readonly CrmContact[]): Promise<Partial<SyncCounts>>;
  /** Takes out members last confirmed before this; says how many. */
  prune(tx: Tx, list: string, before: number, limit: number): Promise<number>;
  size(list: string): Promise<number>;
}

interface Profiles {
  findMany(
    tx: Tx,
    identities: readonly Identity[],
  ): Promise<readonly ({ readonly id: string } | undefined)[]>;
  resolveContact(tx: Tx, contact: { email?: string; external: string }): Promise<string | null>;
  applyTraits(tx: Tx, id: string, traits: JsonObject): Promise<void>;
  setList(tx: Tx, id: string, listId: string): Promise<boolean>;
  pruneList(tx: Tx, listId: string, before: number, limit: number): Promise<number>;
  listSize(listId: string): Promise<number>;
}

interface Needs {
  readonly profiles: Profiles;
  readonly transact: Transact;
}

/** Found before anything is written, so that the transaction goes on. */
const unless =
  <T>(code: ErrorCode, instead: T) =>
  (error: unknown): T => {
    if (isPluginError(error) && error.code === code) return instead;
    throw error;
  };

const named = (value: string): Identity => ({ kind: 'external', value });

export const createCrmPeople = ({ profiles, transact }: Needs): CrmPeople => {
  /** Null for a contact that is refused, as one who was erased. One bad contact must not stop the thousand after it. */
  const resolve = async (tx: Tx, { id: external, email, traits }: CrmContact): Promise<string | null> => {
    const contact = { external, ...(email ? { email } : {}) };
    const id = await profiles.resolveContact(tx, contact).catch(unless('invalid', null));
    // Traits past every bound stay as they were; the person is a member all the same.
    if (id !== null) await profiles.applyTraits(tx, id, traits).catch(unless('too-large', undefined));
    return id;
  };
  const join = async (tx: Tx, id: string, list: string): Promise<number> =>
    (await profiles.setList(tx, id, list)) ? 1 : 0;

  return {
    strangers: (externals) =>
      transact(async (tx) => {
        const found = await profiles.findMany(tx, externals.map(named));
        return new Set(externals.filter((_external, at) => found[at] === undefined));
      }),
    async confirm(tx, list, known) {
      let added = 0;
      for (const profile of await profiles.findMany(tx, known.map(named))) {
        if (profile) added += await join(tx, profile.id, list);
      }
      return { added };
    },
    async enter(tx, list, contacts) {
      let added = 0;
      let refused = 0;
      for (const contact of contacts) {
        const id = await resolve(tx, contact);
        if (id === null) refused += 1;
        else added += await join(tx, id, list);
      }
      return { added, refused };
    },
    async update(tx, contacts) {
      const found = await profiles.findMany(
        tx,
        contacts.map(({ id }) => named(id)),
      );
      let updated = 0;
      for (const [at, contact] of contacts.entries()) {
        if (found[at] && (await resolve(tx, contact)) !== null) updated += 1;
      }
      return { updated };
    },
    prune: profiles.pruneList,
    size: profiles.listSize,
  };
};
