import { cartsEndpoints } from '../../../../plugin/src';
import type { Events } from '../../events';
import type { Profiles } from '../../profiles';
import { serve } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createBestSellers,
  createCarts,
  createRecovery,
  type BestSellers,
  type Carts,
  type Recovery,
} from '..';
import { createKnexCarts } from './cart-store';

interface Needs {
  readonly events: Pick<Events, 'history'>;
  readonly profiles: Pick<Profiles, 'get'>;
}

export interface CartsFace extends Carts, Pick<Recovery, 'tokenFor'> {
  readonly bestSellers: BestSellers;
}

export const composeCarts = (
  { db, now, secrets }: Rim,
  { events, profiles }: Needs,
): SliceParts<CartsFace> => {
  const store = createKnexCarts(db);
  const carts = createCarts({ store, history: events.history, now });
  const recovery = createRecovery({
    ...{ carts, secrets, now },
    livingId: async (profileId) => (await profiles.get(profileId))?.id,
  });
  return {
    face: { ...carts, tokenFor: recovery.tokenFor, bestSellers: createBestSellers({ store, now }) },
    served: [
      serve(cartsEndpoints.restore, async ({ token }, { ctx }) => {
        ctx.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
        return { data: await recovery.restore(token, ctx.ip) };
      }),
    ],
  };
};
