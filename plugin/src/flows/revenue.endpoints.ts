import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { byId } from './shown.schema';

const currency = z.string().nullable().describe('null where the orders named none');

/** Amounts are in the currency's unit: 12.5 is 12 euros and 50 cents. */
const bought = {
  orders: z.number(),
  revenue: z.number(),
};

const message = z.object({
  node: z.string(),
  /** Mails that have gone since orders are counted. */
  recipients: z.number(),
  earned: z
    .array(
      z.object({ currency, ...bought, perRecipient: z.number().nullable().describe('null with nobody') }),
    )
    .readonly(),
});

const arm = z.object({ ...bought, buyers: z.number(), perPerson: z.number().nullable() });

const holdout = z.object({
  node: z.string(),
  /** How many went on, and how many were kept out. */
  went: z.number(),
  kept: z.number(),
  compared: z
    .array(
      z.object({
        currency,
        went: arm,
        kept: arm,
        /** How much more a person pays who went on, with what chance alone would make of it; null with too few to tell. */
        uplift: z
          .object({
            difference: z.number(),
            low: z.number(),
            high: z.number(),
            verdict: z.enum(['more', 'less', 'not-told']),
          })
          .nullable(),
      }),
    )
    .readonly(),
});

/** What people bought after the mails of a flow, and whether they would have done so anyway. */
export const revenueEndpoints = {
  revenue: defineEndpoint({
    lane: 'admin',
    id: 'flows.revenue',
    method: 'GET',
    path: '/flows/:id/revenue',
    permission: 'flows.read',
    summary:
      'Per message: orders, revenue and revenue per recipient within 7 days; per holdout step: those who went on against those who were kept out. Of all versions, or of one.',
    input: byId.extend({ version: z.coerce.number().int().optional() }),
    answer: z.object({
      data: z.object({
        messages: z.array(message).readonly(),
        holdouts: z.array(holdout).readonly(),
      }),
    }),
  }),
} as const;

export type FlowRevenue = z.output<typeof revenueEndpoints.revenue.answer>['data'];
