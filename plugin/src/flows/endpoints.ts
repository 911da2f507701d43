import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { isFlowKey } from './flow-key';
import { outboxEndpoints } from './outbox.endpoints';
import { rehearsalEndpoints } from './rehearsal.endpoints';
import { revenueEndpoints } from './revenue.endpoints';
import { runEndpoints } from './run.endpoints';
import { flowDraftSchema } from './schema';
import {
  byId,
  listedFlowSchema,
  oneFlow,
  page,
  pagination,
  problemSchema,
  storySchema,
} from './shown.schema';
import { stateEndpoints } from './state.endpoints';
import { versionEndpoints } from './version.endpoints';

const key = z
  .string()
  .refine(isFlowKey, 'A key is lower case letters, digits and "-", begins with a letter, and has 80 at most.')
  .optional()
  .describe('made of the name when left out');
const name = z.string().trim().min(1).max(120);

const template = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  definition: flowDraftSchema,
});

const stepKind = z.object({
  kind: z.string(),
  label: z.string(),
  /** JSON schema: the panel draws the form from it. */
  options: z.record(z.string(), z.unknown()),
});

const called = {
  /** Whom it is for: one of these. */
  person: z.union([
    z.strictObject({ userId: z.string().min(1).max(512) }),
    z.strictObject({ email: z.string().min(3).max(512) }),
    z.strictObject({ anonymousId: z.string().min(1).max(512) }),
    z.strictObject({ profileId: z.string().min(1).max(64) }),
  ]),
  key: z.string().min(1).max(200).optional().describe('keeps runs apart'),
  data: z
    .record(z.string(), z.json())
    .optional()
    .refine((data) => JSON.stringify(data ?? {}).length <= 32 * 1024, 'At most 32 KB.')
    .describe('the properties of what triggered it'),
  messageId: z.string().min(1).max(200).optional().describe('the same call counts once within a day'),
};

export const flowsEndpoints = {
  list: defineEndpoint({
    lane: 'admin',
    id: 'flows.list',
    method: 'GET',
    path: '/flows',
    permission: 'flows.read',
    summary: 'Flows, each with the numbers of its runs.',
    input: z.object(page),
    answer: z.object({ data: z.array(listedFlowSchema), meta: z.object({ pagination }) }),
  }),
  templates: defineEndpoint({
    lane: 'admin',
    id: 'flows.templates',
    method: 'GET',
    path: '/flows/templates',
    permission: 'flows.read',
    summary: 'Ready flows to start from.',
    input: z.object({}),
    answer: z.object({ data: z.array(template) }),
  }),
  triggerKinds: defineEndpoint({
    lane: 'admin',
    id: 'flows.triggerKinds',
    method: 'GET',
    path: '/flows/trigger-kinds',
    permission: 'flows.read',
    summary: 'The kinds of trigger, each with the JSON schema of its options.',
    input: z.object({}),
    answer: z.object({ data: z.array(stepKind) }),
  }),
  entryTypes: defineEndpoint({
    lane: 'admin',
    id: 'flows.entryTypes',
    method: 'GET',
    path: '/flows/entry-types',
    permission: 'flows.read',
    summary: 'The types of entries that a flow can begin with, each with its fields.',
    input: z.object({}),
    answer: z.object({
      data: z.array(z.object({ type: z.string(), name: z.string(), fields: z.array(z.string()).readonly() })),
    }),
  }),
  ruleOptions: defineEndpoint({
    lane: 'admin',
    id: 'flows.ruleOptions',
    method: 'GET',
    path: '/flows/rules',
    permission: 'flows.read',
    summary: 'The rules that a flow may have, as the JSON schema of their options.',
    input: z.object({}),
    answer: z.object({ data: z.object({ options: stepKind.shape.options }) }),
  }),
  trigger: defineEndpoint({
    lane: 'admin',
    id: 'flows.trigger',
    method: 'POST',
    path: '/flows/:id/trigger',
    permission: 'flows.publish',
    summary: 'Starts a live flow, whose trigger is the API, for one person, with a key and data.',
    input: byId.extend(called),
    answer: z.object({ data: z.object({ accepted: z.boolean() }) }),
  }),
  triggerByKey: defineEndpoint({
    lane: 'public',
    id: 'flows.triggerByKey',
    method: 'POST',
    path: '/v1/flows/:id/trigger',
    summary: "The same by the flow's key or id, for a server key.",
    input: byId.extend({ ...called, writeKey: z.string().optional() }),
    answer: z.object({ data: z.object({ accepted: z.boolean() }) }),
  }),
  kinds: defineEndpoint({
    lane: 'admin',
    id: 'flows.kinds',
    method: 'GET',
    path: '/flows/kinds',
    permission: 'flows.read',
    summary: 'The kinds of step, each with the JSON schema of its options.',
    input: z.object({}),
    answer: z.object({ data: z.array(stepKind) }),
  }),
  webhookSecret: defineEndpoint({
    lane: 'admin',
    id: 'flows.webhookSecret',
    method: 'GET',
    path: '/flows/webhook-secret',
    permission: 'flows.publish',
    summary:
      'The secret that calls of flows to this address are signed with (Standard Webhooks): one a host.',
    input: z.object({ url: z.url({ protocol: /^https?$/ }) }),
    answer: z.object({ data: z.object({ secret: z.string() }) }),
  }),
  fromTemplate: defineEndpoint({
    lane: 'admin',
    id: 'flows.fromTemplate',
    method: 'POST',
    path: '/flows/from-template',
    permission: 'flows.update',
    summary: 'Makes a draft from a ready flow.',
    input: z.object({ template: z.string(), key, name: name.optional() }),
    answer: oneFlow,
  }),
  get: defineEndpoint({
    lane: 'admin',
    id: 'flows.get',
    method: 'GET',
    path: '/flows/:id',
    permission: 'flows.read',
    summary: 'A flow: its draft, what was published, its story and what still stands against publishing.',
    input: byId,
    answer: oneFlow,
  }),
  create: defineEndpoint({
    lane: 'admin',
    id: 'flows.create',
    method: 'POST',
    path: '/flows',
    permission: 'flows.update',
    summary: 'Makes a draft.',
    input: z.object({ key, name, draft: flowDraftSchema }),
    answer: oneFlow,
  }),
  update: defineEndpoint({
    lane: 'admin',
    id: 'flows.update',
    method: 'PUT',
    path: '/flows/:id',
    permission: 'flows.update',
    summary: 'Changes the draft; what is published and who is under way stay as they are.',
    input: byId.extend({ name: name.optional(), draft: flowDraftSchema.optional() }),
    answer: oneFlow,
  }),
  remove: defineEndpoint({
    lane: 'admin',
    id: 'flows.remove',
    method: 'DELETE',
    path: '/flows/:id',
    permission: 'flows.update',
    summary: 'Deletes a flow that was never published.',
    input: byId,
    answer: z.object({ data: z.object({ id: z.string() }) }),
  }),
  check: defineEndpoint({
    lane: 'admin',
    id: 'flows.check',
    method: 'POST',
    path: '/flows/check',
    permission: 'flows.read',
    summary: 'A draft told as text, with what stands against publishing it. Saves nothing.',
    input: z.object({ draft: flowDraftSchema }),
    answer: z.object({ data: z.object({ story: storySchema, problems: z.array(problemSchema).readonly() }) }),
  }),
  ...stateEndpoints,
  ...runEndpoints,
  ...revenueEndpoints,
  ...rehearsalEndpoints,
  ...versionEndpoints,
  ...outboxEndpoints,
} as const;
