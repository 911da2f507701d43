/** A write key as it is kept: found by the hash of what the caller shows. */
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly kind: 'browser' | 'server';
  readonly keyHash: string;
  readonly shown: string;
  /** Encrypted at rest. */
  readonly sealedSecret: string;
  readonly createdAt: number;
}

export interface SettingsStore {
  listKeys(): Promise<readonly StoredKey[]>;
  insertKey(key: StoredKey): Promise<void>;
  /** The key as it was, or undefined when there was none. */
  deleteKey(id: string): Promise<StoredKey | undefined>;
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}
