import { z } from 'zod';

import { flowDraftSchema } from './schema';

export const byId = z.object({ id: z.string() });

export const page = {
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
};

export const pagination = z.object({
  page: z.number(),
  pageSize: z.number(),
  pageCount: z.number(),
  total: z.number(),
});

export const problemSchema = z.object({ path: z.string(), step: z.string().nullable(), message: z.string() });

export const storySchema = z.object({
  trigger: z.string(),
  ends: z.array(z.string()).readonly(),
  /** Who may come again, and what holds its mails back. */
  rules: z.array(z.string()).readonly(),
  steps: z.record(z.string(), z.string()),
  /** By step: its ways on, in the order in which they are looked at. */
  ways: z.record(
    z.string(),
    z
      .array(
        z.object({
          /** The word under which people who took it are counted. */
          label: z.string(),
          to: z.string(),
          /** Who goes this way, where there is something to say. */
          sentence: z.string().nullable(),
        }),
      )
      .readonly(),
  ),
  /** Step after step, as one would read it aloud. */
  lines: z.array(z.object({ step: z.string().nullable(), text: z.string(), depth: z.number() })).readonly(),
});

export const listedFlowSchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  status: z.enum(['draft', 'live', 'paused', 'draining', 'stopped']),
  /** The published version; null before the first. */
  version: z.number().nullable(),
  /** True when the draft is not what was published last. */
  changed: z.boolean(),
  sentence: z.string(),
  runs: z.object({
    running: z.number(),
    finished: z.number(),
    goal: z.number(),
    exit: z.number(),
    holdout: z.number().describe('kept out, to compare with'),
    other: z.number(),
  }),
  /** For schedules: the next start, epoch milliseconds. */
  nextAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

export const wholeFlowSchema = listedFlowSchema.extend({
  draft: flowDraftSchema,
  published: flowDraftSchema.nullable(),
  story: storySchema,
  problems: z.array(problemSchema).readonly(),
});

export const oneFlow = z.object({ data: wholeFlowSchema });
