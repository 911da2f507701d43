import { z } from 'zod';

import { durationSchema } from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { cartLeft } from './behaviour';

export const cartLeftKind = defineFlowTrigger({
  kind: 'cart-left',
  label: 'A cart is left',
  options: z.strictObject({
    for: durationSchema.describe('Nobody has moved it for').meta({ examples: ['10m', '1h', '24h'] }),
    over: z
      .number()
      .min(0, 'An amount is 0 at least.')
      .max(1e9)
      .optional()
      .describe('Only when worth more than'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'A currency is written as EUR.')
      .optional()
      .meta({ title: 'Only in this currency', description: 'Three letters, such as EUR.' }),
  }),
  behaviour: cartLeft,
});
