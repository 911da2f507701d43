import {
  isCrmFault,
  PURPOSES,
  type CrmFaultKind,
  type CrmListChanges,
  type JsonObject,
  type Purpose,
} from '../../../plugin/src';
import type { Delivery, EffectHandler } from '../flows';
import type { Tx } from '../ports';
import type { ConnectionStore } from './connector-store';
import type { Kinds } from './kinds';

/** How a CRM may know somebody. */
export interface CrmPerson {
  readonly id: string;
  /** A proven address. */
  readonly email: string | null;
  /** `<connection id>:<the CRM's id>` */
  readonly externals: readonly string[];
}

interface Needs {
  readonly store: Pick<ConnectionStore, 'find'>;
  readonly kinds: Pick<Kinds, 'open'>;
  readonly personOf: (profileId: string, tx?: Tx) => Promise<CrmPerson | undefined>;
  readonly mayReach: (tx: Tx, profileId: string, purpose: Purpose) => Promise<boolean>;
}

/** What passes by itself, or when somebody enters a new token, is tried again. */
const PASSING: ReadonlySet<CrmFaultKind> = new Set(['too-many', 'unavailable', 'spent', 'refused']);
const SPENT_PATIENCE_MS = 6 * 3_600_000;

const faultOf = (error: unknown): Delivery => {
  if (!isCrmFault(error)) throw error;
  const reason = `CRM: ${error.kind}`;
  if (!PASSING.has(error.kind)) return { outcome: 'failed', reason };
  const afterMs = error.kind === 'spent' ? SPENT_PATIENCE_MS : error.retryAfterMs;
  return { outcome: 'retry', reason, ...(afterMs === undefined ? {} : { afterMs }) };
};

const wishOf = (payload: JsonObject) => ({
  connection: String(payload.connection),
  list: String(payload.list),
  adds: payload.change === 'add',
  purpose:
    payload.purpose === null ? null : (PURPOSES.find((known) => known === payload.purpose) ?? 'marketing'),
});

/** Puts people into a CRM's list for flows, or takes them out. */
export const createCrmList = ({ store, kinds, personOf, mayReach }: Needs): EffectHandler => {
  const contactOf = async (
    changes: CrmListChanges,
    connection: string,
    { externals, email }: CrmPerson,
  ): Promise<string | undefined> => {
    const prefix = `${connection}:`;
    const known = externals.find((external) => external.startsWith(prefix));
    if (known !== undefined) return known.slice(prefix.length);
    return email === null ? undefined : changes.contactOf(email);
  };

  return {
    repeatable: true,
    async check(tx, { profileId, payload }) {
      const { purpose } = wishOf(payload);
      const person = await personOf(profileId, tx);
      if (!person) return { skip: 'the person is gone' };
      if (purpose === null || (await mayReach(tx, person.id, purpose))) return 'go';
      return { skip: `no consent to ${purpose}` };
    },
    async deliver({ profileId, payload }) {
      const { connection: id, list, adds } = wishOf(payload);
      const [connection, person] = await Promise.all([store.find(id), personOf(profileId)]);
      if (!connection) return { outcome: 'failed', reason: 'the connection is gone' };
      if (!person) return { outcome: 'skipped', reason: 'the person is gone' };
      if (connection.paused) return { outcome: 'retry', reason: 'the connection is paused' };
      try {
        const { listChanges } = kinds.open(connection);
        if (!listChanges) return { outcome: 'failed', reason: 'the CRM takes no changes of lists' };
        const contact = await contactOf(listChanges, id, person);
        if (contact === undefined) return { outcome: 'failed', reason: 'the CRM does not know them' };
        await (adds ? listChanges.add(list, contact) : listChanges.remove(list, contact));
        return { outcome: 'sent', messageId: `contact ${contact}` };
      } catch (error) {
        return faultOf(error);
      }
    },
  };
};
