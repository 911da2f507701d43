import { z } from 'zod';

import { neededConsentSchema } from '../../choices.schema';
import { durationSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { sendEmail } from './behaviour';

export const sendEmailStep = defineFlowStep({
  kind: 'send-email',
  label: 'Send an e-mail',
  options: z.strictObject({
    template: z.string().min(1, 'Choose a template.').max(80).describe('Template'),
    purpose: neededConsentSchema.optional(),
    expires: durationSchema.optional().describe('Not later than'),
    review: z.boolean().optional().describe('Hold each mail until somebody has looked at it'),
    next: stepNameSchema.describe('Then'),
    failed: stepNameSchema.optional().describe('When it could not be sent'),
  }),
  behaviour: sendEmail,
});
