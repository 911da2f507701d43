import { PluginError } from '../../../plugin/src';
import type { Clock, Transact, Tx } from '../ports';
import type { Profiles } from './profiles';
import type { TagStore } from './tag-store';

export interface Tags {
  /** The person's tags after it; the person is judged anew. Throws `not-found`. */
  add(profileId: string, tag: string): Promise<readonly string[]>;
  remove(profileId: string, tag: string): Promise<readonly string[]>;
  /** In a transaction that holds the person's row: puts a tag on them or takes it from them. */
  put(tx: Tx, profileId: string, tag: string, on: boolean): Promise<void>;
  of(profileId: string, tx?: Tx): Promise<readonly string[]>;
  counts: TagStore['counts'];
}

interface Needs {
  readonly store: TagStore;
  readonly profiles: Pick<Profiles, 'lock' | 'queue'>;
  readonly transact: Transact;
  readonly now: Clock;
}

export const createTags = ({ store, profiles, transact, now }: Needs): Tags => {
  const change = (profileId: string, work: (tx: Tx, living: string) => Promise<boolean>) =>
    transact(async (tx) => {
      const living = await profiles.lock(tx, profileId);
      if (!living) throw new PluginError('not-found', 'There is nobody of this id.');
      if (await work(tx, living.id)) await profiles.queue(tx, living.id, now());
      return store.of(tx, living.id);
    });
  return {
    add: (profileId, tag) => change(profileId, (tx, living) => store.add(tx, living, tag, now())),
    remove: (profileId, tag) => change(profileId, (tx, living) => store.remove(tx, living, tag)),
    async put(tx, profileId, tag, on) {
      const changed = on
        ? await store.add(tx, profileId, tag, now())
        : await store.remove(tx, profileId, tag);
      if (changed) await profiles.queue(tx, profileId, now());
    },
    of: (profileId, tx) => store.of(tx ?? null, profileId),
    counts: store.counts,
  };
};
