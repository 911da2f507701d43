import { z } from 'zod';

import { conditionSchema } from '../conditions';
import { defineEndpoint } from '../endpoints';

const offered = z.object({
  key: z.string(),
  name: z.string(),
  size: z.number(),
  /** True where the request has a say: the size is then the most there can be. */
  atMost: z.boolean(),
});

/** A segment that a block names: one with a name, or a condition that was built in a block. */
const named = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('segment'), key: z.string(), id: z.string(), name: z.string() }),
  z.object({
    kind: z.literal('condition'),
    key: z.string(),
    sentence: z.string(),
    condition: conditionSchema,
  }),
]);

/** A page of 200 blocks with ten segments each. */
const MOST_KEYS = 2_000;

export const audienceEndpoints = {
  names: defineEndpoint({
    id: 'content.names',
    method: 'POST',
    path: '/content/names',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'What the segment keys in blocks stand for. A key that is missing no longer exists.',
    input: z.object({ keys: z.array(z.string().min(1).max(120)).max(MOST_KEYS) }),
    answer: z.object({ data: z.array(named) }),
  }),
  segments: defineEndpoint({
    id: 'content.segments',
    method: 'GET',
    path: '/content/segments',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Segments that a block can be shown to, by name or key: the first so many.',
    input: z.object({
      search: z.string().max(120).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(25),
    }),
    answer: z.object({ data: z.array(offered), meta: z.object({ total: z.number() }) }),
  }),
  keepCondition: defineEndpoint({
    id: 'content.keepCondition',
    method: 'POST',
    path: '/content/conditions',
    lane: 'admin',
    permission: 'content.update',
    summary:
      'Keeps a condition that was built in a block, and judges everyone in the background. The same condition has the same key.',
    input: z.object({ condition: conditionSchema }),
    answer: z.object({
      data: z.object({ key: z.string().describe('what the block names it by'), sentence: z.string() }),
    }),
  }),
} as const;

export type OfferedSegment = z.output<typeof offered>;
export type NamedSegment = z.output<typeof named>;
