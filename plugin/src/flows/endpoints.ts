import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { flowDraftSchema } from './schema';

const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,79}$/, 'A key is lower case letters, digits and "-", and begins with a letter.');
const name = z.string().trim().min(1).max(120);
const byId = z.object({ id: z.string() });

const page = {
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
};
const pagination = z.object({
  page: z.number(),
  pageSize: z.number(),
  pageCount: z.number(),
  total: z.number(),
});

const problem = z.object({ path: z.string(), step: z.string().nullable(), message: z.string() });
const story = z.object({
  trigger: z.string(),
  ends: z.array(z.string()).readonly(),
  steps: z.record(z.string(), z.string()),
});

const listedFlow = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  status: z.enum(['draft', 'live', 'paused', 'stopped']),
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
    other: z.number(),
  }),
  /** For schedules: the next start, epoch milliseconds. */
  nextAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

const wholeFlow = listedFlow.extend({
  draft: flowDraftSchema,
  published: flowDraftSchema.nullable(),
  story,
  problems: z.array(problem).readonly(),
});

const run = z.object({
  id: z.string(),
  version: z.number(),
  profileId: z.string(),
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

const stepNumbers = z.object({
  node: z.string(),
  waiting: z.number(),
  passed: z.number(),
  left: z.number(),
  /** Ways taken and reasons for leaving, each with its count. */
  details: z.array(z.object({ outcome: z.string(), detail: z.string(), count: z.number() })).readonly(),
  /** What became of the effects of this step, by status. */
  effects: z.record(z.string(), z.number()),
});

const template = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  definition: flowDraftSchema,
});

const OUTBOX_STATUS = [
  'queued',
  'claimed',
  'handed-off',
  'sent',
  'failed',
  'unknown',
  'skipped',
  'held',
] as const;

const outboxRow = z.object({
  /** `run:node:visit` */
  id: z.string(),
  kind: z.string(),
  status: z.enum(OUTBOX_STATUS),
  profileId: z.string(),
  flowId: z.string().nullable(),
  node: z.string().nullable(),
  reason: z.string().nullable(),
  attempts: z.number(),
  dueAt: z.number(),
  createdAt: z.number(),
  sentAt: z.number().nullable(),
  messageId: z.string().nullable(),
});

const stepKind = z.object({
  kind: z.string(),
  label: z.string(),
  /** JSON schema: the panel draws the form from it. */
  options: z.record(z.string(), z.unknown()),
});

const admin = { lane: 'admin' } as const;
const one = z.object({ data: wholeFlow });

const change = (word: 'publish' | 'pause' | 'resume' | 'stop', summary: string) =>
  defineEndpoint({
    ...admin,
    id: `flows.${word}`,
    method: 'POST',
    path: `/flows/:id/${word}`,
    permission: 'flows.publish',
    summary,
    input: byId,
    answer: one,
  });

export const flowsEndpoints = {
  list: defineEndpoint({
    ...admin,
    id: 'flows.list',
    method: 'GET',
    path: '/flows',
    permission: 'flows.read',
    summary: 'Flows, each with the numbers of its runs.',
    input: z.object(page),
    answer: z.object({ data: z.array(listedFlow), meta: z.object({ pagination }) }),
  }),
  templates: defineEndpoint({
    ...admin,
    id: 'flows.templates',
    method: 'GET',
    path: '/flows/templates',
    permission: 'flows.read',
    summary: 'Ready flows to start from.',
    input: z.object({}),
    answer: z.object({ data: z.array(template) }),
  }),
  kinds: defineEndpoint({
    ...admin,
    id: 'flows.kinds',
    method: 'GET',
    path: '/flows/kinds',
    permission: 'flows.read',
    summary: 'The kinds of step, each with the JSON schema of its options.',
    input: z.object({}),
    answer: z.object({ data: z.array(stepKind) }),
  }),
  fromTemplate: defineEndpoint({
    ...admin,
    id: 'flows.fromTemplate',
    method: 'POST',
    path: '/flows/from-template',
    permission: 'flows.update',
    summary: 'Makes a draft from a ready flow.',
    input: z.object({ template: z.string(), key: key.optional(), name: name.optional() }),
    answer: one,
  }),
  get: defineEndpoint({
    ...admin,
    id: 'flows.get',
    method: 'GET',
    path: '/flows/:id',
    permission: 'flows.read',
    summary: 'A flow: its draft, what was published, its story and what still stands against publishing.',
    input: byId,
    answer: one,
  }),
  create: defineEndpoint({
    ...admin,
    id: 'flows.create',
    method: 'POST',
    path: '/flows',
    permission: 'flows.update',
    summary: 'Makes a draft.',
    input: z.object({ key, name, draft: flowDraftSchema }),
    answer: one,
  }),
  update: defineEndpoint({
    ...admin,
    id: 'flows.update',
    method: 'PUT',
    path: '/flows/:id',
    permission: 'flows.update',
    summary: 'Changes the draft; what is published and who is under way stay as they are.',
    input: byId.extend({ name: name.optional(), draft: flowDraftSchema.optional() }),
    answer: one,
  }),
  remove: defineEndpoint({
    ...admin,
    id: 'flows.remove',
    method: 'DELETE',
    path: '/flows/:id',
    permission: 'flows.update',
    summary: 'Deletes a flow that was never published.',
    input: byId,
    answer: z.object({ data: z.object({ id: z.string() }) }),
  }),
  publish: change(
    'publish',
    'Makes the draft an immutable version and goes live with it; refuses what dangles.',
  ),
  pause: change('pause', 'Holds a live flow: nobody starts, nobody moves on, mails wait.'),
  resume: change('resume', 'Lets a paused flow go on.'),
  stop: change('stop', 'Ends a flow and everyone under way in it; mails not yet sent are skipped.'),
  runs: defineEndpoint({
    ...admin,
    id: 'flows.runs',
    method: 'GET',
    path: '/flows/:id/runs',
    permission: 'flows.read',
    summary: 'People in a flow, newest first, each with the steps they took.',
    input: byId.extend({
      ...page,
      status: z.enum(['running', 'ended']).optional(),
      node: z.string().optional().describe('standing at this step'),
      profileId: z.string().optional(),
    }),
    answer: z.object({ data: z.array(run), meta: z.object({ pagination }) }),
  }),
  numbers: defineEndpoint({
    ...admin,
    id: 'flows.numbers',
    method: 'GET',
    path: '/flows/:id/numbers',
    permission: 'flows.read',
    summary: 'Per step: waiting, passed, left, and what became of its mails. Of all versions, or of one.',
    input: byId.extend({ version: z.coerce.number().int().optional() }),
    answer: z.object({ data: z.array(stepNumbers) }),
  }),
  outbox: defineEndpoint({
    ...admin,
    id: 'flows.outbox',
    method: 'GET',
    path: '/outbox',
    permission: 'flows.read',
    summary: 'Effects by status; the unknown ones wait for a person to say what to do.',
    input: z.object({
      ...page,
      status: z.enum(OUTBOX_STATUS).default('unknown'),
      flowId: z.string().optional(),
      profileId: z.string().optional(),
    }),
    answer: z.object({ data: z.array(outboxRow), meta: z.object({ pagination }) }),
  }),
  resend: defineEndpoint({
    ...admin,
    id: 'flows.resend',
    method: 'POST',
    path: '/outbox/:id/resend',
    permission: 'flows.publish',
    summary: 'Queues an unknown or failed effect again, whoever may receive it twice.',
    input: byId,
    answer: z.object({ data: outboxRow }),
  }),
  dismiss: defineEndpoint({
    ...admin,
    id: 'flows.dismiss',
    method: 'POST',
    path: '/outbox/:id/dismiss',
    permission: 'flows.publish',
    summary: 'Says that an unknown effect is not to be sent again.',
    input: byId,
    answer: z.object({ data: outboxRow }),
  }),
} as const;
