import { z } from 'zod';

import { neededConsentSchema } from '../../choices.schema';
import { durationSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { EMAIL_FORMS, webhook } from './behaviour';

export const webhookStep = defineFlowStep({
  kind: 'webhook',
  label: 'Webhook',
  options: z.strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'An address is written as https://example.com/path.' })
      .max(2_000)
      .refine((url) => !/^https?:\/\/[^/?#]*@/.test(url), 'An address holds no password.')
      .describe('Address'),
    email: z
      .enum(EMAIL_FORMS)
      .optional()
      .meta({
        ...{ title: 'Their e-mail address', default: 'none' },
        words: { none: 'Does not go along', hashed: 'As SHA-256', plain: 'As it is' },
      }),
    traits: z.array(z.string().trim().min(1).max(120)).max(50).optional().describe('Traits that go along'),
    purpose: neededConsentSchema.optional(),
    expires: durationSchema.optional().describe('Not later than'),
    next: stepNameSchema.describe('Then'),
    failed: stepNameSchema.optional().describe('When it failed'),
  }),
  behaviour: webhook,
});
