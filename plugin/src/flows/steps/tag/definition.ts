import { z } from 'zod';

import { changeSchema } from '../../choices.schema';
import { durationSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { tag } from './behaviour';

export const tagStep = defineFlowStep({
  kind: 'tag',
  label: 'Tag',
  options: z.strictObject({
    change: changeSchema,
    tag: z.string().trim().min(1, 'Name the tag.').max(60).describe('Tag'),
    expires: durationSchema.optional().describe('Not later than'),
    next: stepNameSchema.describe('Then'),
    failed: stepNameSchema.optional().describe('When it failed'),
  }),
  behaviour: tag,
});
