import { isOurs, noFacts, type EventFact, type Facts } from '../../../../plugin/src';
import type { Events } from '../../events';
import type { Tx } from '../../ports';
import type { Profiles, Tags } from '../../profiles';
import { productIdsIn, type Products, type Segments } from '../../segments';

interface Needs {
  readonly profiles: Pick<Profiles, 'get' | 'listsOf'>;
  readonly tags: Pick<Tags, 'of'>;
  readonly populations: () => Facts['populations'];
  readonly events: Pick<Events, 'history'>;
  readonly segments: Pick<Segments, 'membershipsOf'>;
  readonly products: Pick<Products, 'of'>;
}

const spanOf = (events: Readonly<Record<string, readonly EventFact[]>>) => {
  const lists = Object.entries(events).flatMap(([name, list]) => (isOurs(name) ? [] : [list]));
  const firsts = lists.flatMap((list) => list[0]?.at ?? []);
  const lasts = lists.flatMap((list) => list.at(-1)?.at ?? []);
  return {
    firstSeenAt: firsts.length > 0 ? Math.min(...firsts) : null,
    lastSeenAt: lasts.length > 0 ? Math.max(...lasts) : null,
  };
};

/** All that is known of one person, as a flow's branch is judged on. */
export const createPersonFacts =
  ({ profiles, tags, events, segments, products, populations }: Needs) =>
  async (tx: Tx, profileId: string): Promise<Facts> => {
    const profile = await profiles.get(profileId, tx);
    if (!profile) return noFacts();
    const history = await events.history(tx, profile.id, ['*']);
    const { id, createdAt, timezone, traits } = profile;
    return {
      ...noFacts(),
      profile: { id, createdAt, timezone, ...spanOf(history) },
      traits,
      events: history,
      segments: await segments.membershipsOf(id, tx),
      lists: await profiles.listsOf(id, tx),
      products: await products.of(tx, new Set(productIdsIn(history))),
      tags: new Set(await tags.of(id, tx)),
      populations: populations(),
    };
  };
