import { cartsEndpoints } from '../../../../plugin/src';
import type { Events } from '../../events';
import type { Privacy } from '../../privacy';
import type { Profiles } from '../../profiles';
import { serve } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createBestSellers,
  createCarts,
  createOrderedElsewhere,
  createRecovery,
  type BestSellers,
  type Carts,
  type Recovery,
} from '..';
import { createKnexCarts } from './cart-store';

/** Ids of devices are as long as a UUID; longer ones are let be. */
const LONGEST_ID = 200;

interface Needs {
  readonly events: Pick<Events, 'history' | 'record'>;
  readonly profiles: Pick<Profiles, 'get' | 'lock'>;
  readonly privacy: Pick<Privacy, 'allows'>;
  /** Whom a signed token of the website's server names. */
  readonly readVisitor: (token: string) => Promise<{ readonly anonymousId?: string } | undefined>;
}

export interface CartsFace extends Carts, Pick<Recovery, 'tokenFor'> {
  readonly bestSellers: BestSellers;
}

export const composeCarts = (
  { db, now, secrets, transact }: Rim,
  { events, profiles, privacy, readVisitor }: Needs,
): SliceParts<CartsFace> => {
  const store = createKnexCarts(db);
  const orderedElsewhere = createOrderedElsewhere({
    store,
    async measured(tx, profileId) {
      const owner = await profiles.lock(tx, profileId);
      return owner && privacy.allows(owner.consent, 'analytics') ? owner.id : undefined;
    },
    record: (tx, told) => events.record(tx, [told]),
  });
  const carts = createCarts({ store, history: events.history, orderedElsewhere, now });
  const recovery = createRecovery({
    ...{ carts, secrets, now },
    noteOpened: (anonymousId, cart, at) => transact((tx) => store.noteOpened(tx, anonymousId, cart, at)),
    livingId: async (profileId) => (await profiles.get(profileId))?.id,
  });
  /** By its id, or by the token in which the website's server names it. */
  const deviceOf = async (named: string): Promise<string | undefined> => {
    const token = named.includes('.') ? await readVisitor(named) : undefined;
    const device = token ? token.anonymousId : named;
    return device && device.length <= LONGEST_ID ? device : undefined;
  };
  return {
    face: { ...carts, tokenFor: recovery.tokenFor, bestSellers: createBestSellers({ store, now }) },
    served: [
      serve(cartsEndpoints.restore, async ({ token }, { ctx }) => {
        ctx.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
        return { data: await recovery.restore(token, ctx.ip, await deviceOf(ctx.get('Attune-Visitor'))) };
      }),
    ],
  };
};
