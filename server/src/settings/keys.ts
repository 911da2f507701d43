import { PluginError } from '../../../plugin/src';
import type { Clock, NewId, Secrets } from '../ports';
import type { SettingsStore, StoredKey } from './settings-store';

/** A key that a caller has shown, or that a token names. */
export interface WriteKey {
  readonly id: string;
  readonly name: string;
  readonly kind: 'browser' | 'server';
  /** Signs userIds (browser keys) and visitor tokens. A server key is its own secret; empty: signs nothing. */
  readonly secret: string;
}

/** As `config/plugins.ts` names it. */
export interface ConfiguredKey {
  readonly name: string;
  readonly kind: 'browser' | 'server';
  readonly key: string;
  readonly secret?: string;
}

export interface ShownKey {
  readonly id: string;
  readonly name: string;
  readonly kind: 'browser' | 'server';
  readonly shown: string;
  readonly createdAt: number;
  readonly fixed: boolean;
}

export interface Keys {
  /** The key, or undefined for an unknown one. Remembered for a few seconds. */
  find(key: string): Promise<WriteKey | undefined>;
  byId(id: string): Promise<WriteKey | undefined>;
  /** Every key, to find the one that signed a token. */
  all(): Promise<readonly WriteKey[]>;
  list(): Promise<readonly ShownKey[]>;
  create(input: {
    name: string;
    kind: 'browser' | 'server';
  }): Promise<ShownKey & { key: string; secret: string }>;
  revoke(id: string): Promise<ShownKey>;
}

interface Needs {
  readonly store: SettingsStore;
  readonly secrets: Secrets;
  readonly now: Clock;
  readonly newId: NewId;
  readonly newKey: () => string;
  readonly configured: readonly ConfiguredKey[];
}

/** A revoked key is refused everywhere after this long at the latest. */
const REMEMBER_MS = 5_000;
const PURPOSE = 'write-key';

export const createKeys = ({ store, secrets, now, newId, newKey, configured }: Needs): Keys => {
  const fixed: (WriteKey & { readonly shown: string; readonly keyHash: string })[] = configured.map(
    (key) => ({
      id: `config-${secrets.hash(PURPOSE, key.key).slice(0, 12)}`,
      name: key.name,
      kind: key.kind,
      // A browser key stands in every page: it is nobody's secret, and without one nothing can be proven.
      secret: key.secret ?? (key.kind === 'server' ? key.key : ''),
      shown: shownOf(key.kind, key.key),
      keyHash: secrets.hash(PURPOSE, key.key),
    }),
  );

  let known: { at: number; byHash: Map<string, WriteKey>; byId: Map<string, WriteKey> } | undefined;
  const load = async () => {
    if (known && now() - known.at < REMEMBER_MS) return known;
    const byHash = new Map<string, WriteKey>();
    const byId = new Map<string, WriteKey>();
    for (const key of await store.listKeys()) {
      const open = { ...pick(key), secret: secrets.decrypt(PURPOSE, key.sealedSecret) };
      byHash.set(key.keyHash, open);
      byId.set(key.id, open);
    }
    for (const key of fixed) {
      byHash.set(key.keyHash, key);
      byId.set(key.id, key);
    }
    known = { at: now(), byHash, byId };
    return known;
  };

  return {
    find: async (key) => (await load()).byHash.get(secrets.hash(PURPOSE, key)),
    byId: async (id) => (await load()).byId.get(id),
    all: async () => [...(await load()).byId.values()],
    async list() {
      const stored = await store.listKeys();
      return [
        ...fixed.map(({ id, name, kind, shown }) => ({ id, name, kind, shown, createdAt: 0, fixed: true })),
        ...stored.map(showStored),
      ];
    },
    async create({ name, kind }) {
      const key = newKey();
      const secret = kind === 'server' ? key : newKey();
      const stored: StoredKey = {
        id: newId(),
        name,
        kind,
        keyHash: secrets.hash(PURPOSE, key),
        shown: shownOf(kind, key),
        sealedSecret: secrets.encrypt(PURPOSE, secret),
        createdAt: now(),
      };
      await store.insertKey(stored);
      known = undefined;
      return { ...showStored(stored), key, secret };
    },
    async revoke(id) {
      if (fixed.some((key) => key.id === id)) {
        throw new PluginError('conflict', 'This key stands in the configuration file; take it out there.');
      }
      const gone = await store.deleteKey(id);
      if (!gone) throw new PluginError('not-found', 'There is no such key.');
      known = undefined;
      return showStored(gone);
    },
  };
};

const pick = ({ id, name, kind }: StoredKey) => ({ id, name, kind });

const showStored = (key: StoredKey): ShownKey => ({
  ...pick(key),
  shown: key.shown,
  createdAt: key.createdAt,
  fixed: false,
});

/** A browser key stands in every page anyway; of a server key only enough to tell it from others. */
const shownOf = (kind: 'browser' | 'server', key: string): string =>
  kind === 'browser' ? key : `${key.slice(0, 4)}…`;
