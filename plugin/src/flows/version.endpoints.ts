import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { flowDraftSchema } from './schema';
import { byId, oneFlow, storySchema } from './shown.schema';

const listedVersion = z.object({
  version: z.number(),
  publishedAt: z.number(),
  /** Whether new runs begin with it. */
  current: z.boolean(),
  /** People under way in it. */
  running: z.number(),
});

const number = z.coerce.number().int().min(1);

export const versionEndpoints = {
  versions: defineEndpoint({
    lane: 'admin',
    id: 'flows.versions',
    method: 'GET',
    path: '/flows/:id/versions',
    permission: 'flows.read',
    summary: 'What was published, newest first. A version never changes.',
    input: byId,
    answer: z.object({ data: z.array(listedVersion) }),
  }),
  version: defineEndpoint({
    lane: 'admin',
    id: 'flows.version',
    method: 'GET',
    path: '/flows/:id/versions/:version',
    permission: 'flows.read',
    summary: 'One version: its definition, and told as text.',
    input: byId.extend({ version: number }),
    answer: z.object({
      data: listedVersion.extend({ definition: flowDraftSchema, story: storySchema }),
    }),
  }),
  compare: defineEndpoint({
    lane: 'admin',
    id: 'flows.compare',
    method: 'GET',
    path: '/flows/:id/compare',
    permission: 'flows.read',
    summary: 'Two versions told as text, line by line: what was added, what was removed.',
    input: byId.extend({ from: number, to: number.optional().describe('left out: the draft') }),
    answer: z.object({
      data: z.array(z.object({ change: z.enum(['same', 'added', 'removed']), text: z.string() })),
    }),
  }),
  rollBack: defineEndpoint({
    lane: 'admin',
    id: 'flows.rollBack',
    method: 'POST',
    path: '/flows/:id/versions/:version/draft',
    permission: 'flows.update',
    summary: 'Makes a version the draft again, to be published as any other.',
    input: byId.extend({ version: number }),
    answer: oneFlow,
  }),
} as const;
