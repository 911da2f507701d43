import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { byId, page, pagination } from './shown.schema';

const run = z.object({
  id: z.string(),
  version: z.number(),
  profileId: z.string(),
  /** What the person is known by; null where people may not be seen. */
  person: z.string().nullable(),
  key: z.string().nullable(),
  status: z.enum(['running', 'ended']),
  because: z.string().nullable(),
  node: z.string(),
  dueAt: z.number().nullable(),
  enteredAt: z.number(),
  endedAt: z.number().nullable(),
  steps: z
    .array(
      z.object({
        node: z.string(),
        visit: z.number(),
        at: z.number(),
        outcome: z.string(),
        detail: z.string(),
      }),
    )
    .readonly(),
});

/** What an event was about. */
const toldEvent = z.object({
  products: z
    .array(z.object({ id: z.string(), name: z.string().nullable(), quantity: z.number() }).readonly())
    .readonly(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  /** Properties that tell a reader something. */
  properties: z.array(z.object({ name: z.string(), value: z.string() }).readonly()).readonly(),
});

const counted = z.object({ outcome: z.string(), detail: z.string(), count: z.number() });

export const countedStep = z.object({
  node: z.string(),
  waiting: z.number(),
  passed: z.number(),
  left: z.number(),
  /** Ways taken and reasons for leaving, each with its count. */
  details: z.array(counted).readonly(),
  /** What became of the effects of this step, by status. */
  effects: z.record(z.string(), z.number()),
  /** Why effects were left out, each with its count. */
  skipped: z.array(z.object({ reason: z.string(), count: z.number() })).readonly(),
  /** What first held effects back, each with its count, whatever became of them since. */
  waited: z.array(z.object({ reason: z.string(), count: z.number() })).readonly(),
});

/** Something that happened in a run, or will. */
export const moment = z.object({
  at: z.number(),
  what: z.enum([
    'entered',
    'passed',
    'sent',
    'not-sent',
    'on-its-way',
    'in-doubt',
    'clicked',
    'waits',
    'left',
  ]),
  /** The step it happened at; null for the run as a whole. */
  node: z.string().nullable(),
  /** The step, or how it began, as a sentence; the link that was followed; why it ended. */
  sentence: z.string(),
  /** The way that was taken, or why; for what is not over, what holds it. */
  detail: z.string(),
  /** When it came to stand there, for what took its time. */
  since: z.number().nullable(),
  /** Until when it waits, for what is not over. */
  until: z.number().nullable(),
  /** Of the outbox, where a mail or another effect stands behind it, with its kind. */
  effect: z.string().nullable(),
  effectKind: z.string().nullable(),
  /** What began it was about; null for any other moment, and where people may not be seen. */
  about: toldEvent.nullable(),
});

export const runEndpoints = {
  runs: defineEndpoint({
    lane: 'admin',
    id: 'flows.runs',
    method: 'GET',
    path: '/flows/:id/runs',
    permission: 'flows.read',
    summary:
      'People in a flow, newest first, each with the steps they took; by name where people may be seen.',
    input: byId.extend({
      ...page,
      status: z.enum(['running', 'ended']).optional(),
      node: z.string().optional().describe('standing at this step'),
      because: z.string().max(40).optional().describe('ended for this reason'),
      version: z.coerce.number().int().optional(),
      profileId: z.string().optional(),
    }),
    answer: z.object({ data: z.array(run), meta: z.object({ pagination }) }),
  }),
  run: defineEndpoint({
    lane: 'admin',
    id: 'flows.run',
    method: 'GET',
    path: '/flows/:id/runs/:run',
    permission: 'people.read',
    summary: "One person's way through a flow, moment by moment, with the mails they were sent.",
    input: byId.extend({ run: z.string() }),
    answer: z.object({
      data: run.omit({ steps: true }).extend({
        flow: z.string(),
        story: z.array(moment).readonly(),
      }),
    }),
  }),
  numbers: defineEndpoint({
    lane: 'admin',
    id: 'flows.numbers',
    method: 'GET',
    path: '/flows/:id/numbers',
    permission: 'flows.read',
    summary: 'Per step: waiting, passed, left, and what became of its mails. Of all versions, or of one.',
    input: byId.extend({ version: z.coerce.number().int().optional() }),
    answer: z.object({
      data: z.array(countedStep),
      meta: z.object({
        entered: z.number(),
        sentAfterGoal: z.number().describe('mails that were on their way when the goal was reached'),
      }),
    }),
  }),
} as const;
