import { z } from 'zod';

import { PURPOSES } from './purpose';

export const purposeSchema = z.enum(PURPOSES);

/** `{ "analytics": true, "marketing": false }`: what was not asked is left out. */
export const decisionsSchema = z
  .partialRecord(purposeSchema, z.boolean())
  .refine((decisions) => Object.keys(decisions).length > 0, 'Say yes or no to at least one purpose.');

export const consentDecisionSchema = z.object({
  granted: z.boolean(),
  at: z.number().describe('epoch milliseconds'),
  source: z.string(),
});

export const consentSchema = z.partialRecord(purposeSchema, consentDecisionSchema);
