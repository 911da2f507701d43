import { z } from 'zod';

import { defineEndpoint } from '../endpoints';

const restoredCart = z.object({
  id: z.string().describe('as the shop calls it: the order that follows carries it as `cart_id`'),
  currency: z.string().nullable(),
  lines: z.array(z.object({ productId: z.string(), quantity: z.int() })),
});

export const cartsEndpoints = {
  restore: defineEndpoint({
    id: 'carts.restore',
    method: 'GET',
    path: '/v1/carts/:token',
    lane: 'public',
    summary:
      'What is in the cart that a link of a mail leads to, so that the website can fill it again. With the header `Attune-Visitor`, an order on that device is its owner’s. 404 alike for a token that is not ours or too old and for a cart that is over.',
    input: z.object({ token: z.string().max(2_048) }),
    answer: z.object({ data: restoredCart }),
  }),
} as const;

export type RestoredCart = z.output<typeof restoredCart>;
