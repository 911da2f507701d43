import { normaliseEmail } from '../../../plugin/src';
import type { Clock, Secrets, Tx } from '../ports';
import type { Suppression, SuppressionStore } from './privacy-store';

export interface Contact {
  readonly email?: string;
  readonly external?: string;
}

/** Whom nothing is sent to, and who asked to be forgotten. Knows hashes only. */
export interface Suppressions {
  hashOf(email: string): string;
  check(tx: Tx | null, email: string): Promise<Suppression | undefined>;
  isSuppressed(tx: Tx | null, email: string): Promise<boolean>;
  suppress(tx: Tx, email: string, reason: string): Promise<Suppression>;
  release(tx: Tx, hash: string): Promise<Suppression | undefined>;
  /** True for a contact that was erased here: nothing may bring them back but they themselves. */
  isErased(tx: Tx | null, contact: Contact): Promise<boolean>;
  /** The addresses among these that were erased here, as they were given. */
  erasedAmong(tx: Tx | null, emails: readonly string[]): Promise<ReadonlySet<string>>;
  /** Remembers that these were erased. */
  bury(tx: Tx, emails: readonly string[], externals: readonly string[]): Promise<void>;
  list(page: number, pageSize: number): ReturnType<SuppressionStore['list']>;
}

interface Needs {
  readonly store: SuppressionStore;
  readonly secrets: Secrets;
  readonly now: Clock;
}

export const createSuppressions = ({ store, secrets, now }: Needs): Suppressions => {
  const hashOf = (email: string) => secrets.hash('address', normaliseEmail(email));
  const hashOfExternal = (external: string) => secrets.hash('external', external);
  const check = async (tx: Tx | null, email: string) => (await store.find(tx, [hashOf(email)]))[0];

  return {
    hashOf,
    check,
    isSuppressed: async (tx, email) => (await check(tx, email)) !== undefined,
    async suppress(tx, email, reason) {
      const suppression = { hash: hashOf(email), reason, erased: false, at: now() };
      await store.put(tx, suppression);
      return (await check(tx, email)) ?? suppression;
    },
    release: store.remove,
    async isErased(tx, { email, external }) {
      const hashes = [...(email ? [hashOf(email)] : []), ...(external ? [hashOfExternal(external)] : [])];
      return (await store.find(tx, hashes)).some(({ erased }) => erased);
    },
    async erasedAmong(tx, emails) {
      const byHash = new Map(emails.map((email) => [hashOf(email), email]));
      const found = emails.length > 0 ? await store.find(tx, [...byHash.keys()]) : [];
      const erased = new Set(found.flatMap(({ hash, erased: is }) => (is ? [hash] : [])));
      return new Set([...byHash].flatMap(([hash, email]) => (erased.has(hash) ? [email] : [])));
    },
    async bury(tx, emails, externals) {
      const hashes = [...emails.map(hashOf), ...externals.map(hashOfExternal)];
      for (const hash of new Set(hashes)) {
        await store.put(tx, { hash, reason: 'erased', erased: true, at: now() });
      }
    },
    list: store.list,
  };
};
