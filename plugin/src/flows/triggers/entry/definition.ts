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
      .min(1, { error: 'Choose a content type.', abort: true })
      .regex(/^(api|plugin)::[\w-]+\.[\w-]+$/, 'A type is written as api::product.product.')
      .meta({ title: 'Content type', input: 'content-type' }),
    on: z
      .enum(['published', 'changed'])
      .meta({ title: 'When an entry is', words: { published: 'Published', changed: 'Changed' } }),
    field: pathSchema.optional().describe('Only when this field'),
    move: z
      .enum(['lower', 'higher', 'other', 'back'])
      .optional()
      .meta({
        ...{ title: 'And how it moved', default: 'other' },
        words: { lower: 'Fell', higher: 'Rose', other: 'Became another', back: 'Is there again' },
      }),
    where: whereSchema.optional().describe('Only entries whose'),
    segment: segmentKeySchema.optional().describe('For everybody in a segment'),
    viewedWithin: durationSchema.optional().describe('For who looked at it in the last'),
  }),
  behaviour: entry,
});
