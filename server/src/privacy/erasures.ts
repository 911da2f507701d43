import type { Secrets, Tx } from '../ports';
import type { KnownPerson } from '../profiles';
import type { ErasureStore } from './privacy-store';

/** A name that somebody erased may have gone by; an address also as its keyed hash. */
export interface Gone {
  readonly kind: 'anonymousId' | 'userId' | 'email' | 'external' | 'emailHash';
  readonly value: string;
}

/**
 * Under which names somebody was erased, and when last. What was done or sent up to that moment must not bring them
 * back; what they do afterwards may. Knows hashes only.
 */
export interface Erasures {
  /** Epoch milliseconds, in the order of the names; undefined where nobody of this name was erased. */
  erasedAt(tx: Tx, names: readonly Gone[]): Promise<readonly (number | undefined)[]>;
  note(tx: Tx, person: KnownPerson, at: number): Promise<void>;
}

interface Needs {
  readonly store: ErasureStore;
  readonly secrets: Secrets;
  /** As suppressions hash an address. */
  readonly hashOf: (email: string) => string;
}

export const createErasures = ({ store, secrets, hashOf }: Needs): Erasures => {
  const hashed = ({ kind, value }: Gone): string => {
    if (kind === 'emailHash') return value;
    return kind === 'email' ? hashOf(value) : secrets.hash(kind, value);
  };
  const all = (kind: Gone['kind'], values: readonly string[]) =>
    values.map((value) => hashed({ kind, value }));

  return {
    async erasedAt(tx, names) {
      if (names.length === 0) return [];
      const hashes = names.map(hashed);
      const found = await store.find(tx, [...new Set(hashes)]);
      return hashes.map((hash) => found.get(hash));
    },
    note: (tx, { anonymousIds, userIds, emails, externals }, at) =>
      store.put(
        tx,
        [
          ...all('anonymousId', anonymousIds),
          ...all('userId', userIds),
          ...all('email', emails),
          ...all('external', externals),
        ],
        at,
      ),
  };
};
