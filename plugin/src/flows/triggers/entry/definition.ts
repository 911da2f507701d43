import { z } from 'zod';

import { durationSchema, pathSchema, segmentKeySchema, whereSchema } from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { entry } from './behaviour';

export const entryKind = defineFlowTrigger({
  kind: 'entry',
  label: 'A Strapi entry',
  options: z.strictObject({
    type: z
      .string()
      .regex(/^(api|plugin)::[\w-]+\.[\w-]+$/, 'A type is written as api::product.product.')
      .describe('Content type'),
    on: z.enum(['published', 'changed']).describe('When it is'),
    field: pathSchema.optional().describe('Only when this field'),
    move: z
      .enum(['lower', 'higher', 'other', 'back'])
      .optional()
      .describe('Falls, rises, changes or is there again'),
    where: whereSchema.optional().describe('Only where the entry'),
    segment: segmentKeySchema.optional().describe('For a segment'),
    viewedWithin: durationSchema.optional().describe('Or for who looked at it in the last'),
  }),
  behaviour: entry,
});
