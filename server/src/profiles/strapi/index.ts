import { setImmediate } from 'node:timers/promises';

import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import type { Tx } from '../../ports';
import { createProfiles, createTags, type Profiles, type QueueStore, type Tags } from '..';
import { createKnexListStore } from './list-store';
import { createKnexProfileStore } from './profile-store';
import { createKnexQueueStore } from './queue-store';
import { createKnexTags } from './tag-store';

/** The queue is for the ring's advance alone; everybody else says `profiles.queue`. */
export interface ProfilesFace {
  readonly profiles: Profiles;
  readonly queue: QueueStore;
  readonly tags: Tags;
}

interface Needs {
  readonly isErased: (tx: Tx, contact: { email?: string; external: string }) => Promise<boolean>;
}

export const composeProfiles = (rim: Rim, { isErased }: Needs): SliceParts<ProfilesFace> => {
  const queue = createKnexQueueStore(rim.db);
  const profiles = createProfiles({
    store: createKnexProfileStore(rim.db),
    lists: createKnexListStore(rim.db),
    queue,
    now: rim.now,
    newId: rim.newId,
    isErased,
    breathe: () => setImmediate(),
  });
  const tagStore = createKnexTags(rim.db);
  profiles.onMerge(tagStore.move);
  const tags = createTags({ store: tagStore, profiles, transact: rim.transact, now: rim.now });
  return {
    face: { profiles, queue, tags },
    async health() {
      const { due, oldestDueAt, failing } = await queue.backlog(rim.now());
      const lagMs = oldestDueAt === null ? 0 : Math.max(0, rim.now() - oldestDueAt);
      return { profilesDue: due, dueLagMs: lagMs, profilesFailing: failing };
    },
  };
};
