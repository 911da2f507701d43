import { z } from 'zod';

import { changeSchema, neededConsentSchema } from '../../choices.schema';
import { durationSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { crmList } from './behaviour';

export const crmListStep = defineFlowStep({
  kind: 'crm-list',
  label: 'List of a CRM',
  options: z.strictObject({
    change: changeSchema,
    connection: z
      .string()
      .min(1, 'Choose a connection.')
      .max(80)
      .meta({ title: 'Connection', input: 'connection' }),
    list: z.string().trim().min(1, 'Choose a list.').max(64).meta({ title: 'List', input: 'crm-list' }),
    purpose: neededConsentSchema.optional(),
    expires: durationSchema.optional().describe('Not later than'),
    next: stepNameSchema.describe('Then'),
    failed: stepNameSchema.optional().describe('When it failed'),
  }),
  behaviour: crmList,
});
