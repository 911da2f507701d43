import { z } from 'zod';

import { conditionShapeSchema } from '../conditions';
import { defineEndpoint } from '../endpoints';

const template = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  purpose: z.string(),
  folder: z.string(),
  condition: conditionShapeSchema,
  sentence: z.string(),
});

export const segmentTemplateEndpoints = {
  templates: defineEndpoint({
    id: 'segments.templates',
    method: 'GET',
    path: '/segments/templates',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Ready segments to start from.',
    input: z.object({}),
    answer: z.object({ data: z.array(template) }),
  }),
} as const;

export type SegmentTemplate = z.output<typeof template>;
