import type { Events } from '../../events';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import { createCarts, type Carts } from '..';
import { createKnexCarts } from './cart-store';

interface Needs {
  readonly events: Pick<Events, 'history'>;
}

export const composeCarts = ({ db, now }: Rim, { events }: Needs): SliceParts<Carts> => ({
  face: createCarts({ store: createKnexCarts(db), history: events.history, now }),
});
