import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { shownMail } from '../emails/shown-mail.schema';
import { byId, page, pagination } from './shown.schema';

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
  /** What first held it back: a rule of its flow, a pause. */
  waitedFor: z.string().nullable(),
  attempts: z.number(),
  dueAt: z.number(),
  createdAt: z.number(),
  sentAt: z.number().nullable(),
  messageId: z.string().nullable(),
  /** What the person is known by; null where people may not be seen. */
  person: z.string().nullable(),
});

const isSaid = (part: unknown): boolean => part !== undefined;

const oneRow = z.object({ data: outboxRow });

export const outboxEndpoints = {
  outbox: defineEndpoint({
    lane: 'admin',
    id: 'flows.outbox',
    method: 'GET',
    path: '/outbox',
    permission: 'flows.read',
    summary: 'Effects by status; the unknown and the failed ones wait for a person to say what to do.',
    input: z.object({
      ...page,
      status: z.enum(OUTBOX_STATUS).default('unknown'),
      flowId: z.string().optional(),
      node: z.string().optional(),
      reason: z.string().max(200).optional().describe('why they are held'),
      profileId: z.string().optional(),
    }),
    answer: z.object({ data: z.array(outboxRow), meta: z.object({ pagination }) }),
  }),
  waitingMail: defineEndpoint({
    lane: 'admin',
    id: 'flows.waitingMail',
    method: 'GET',
    path: '/outbox/:effect/mail',
    permission: 'people.read',
    summary:
      'A mail that has not gone, as it would go now, but that its links to confirm and to unsubscribe do nothing.',
    input: z.object({ effect: z.string().max(200).describe('the id in the outbox') }),
    answer: shownMail,
  }),
  resend: defineEndpoint({
    lane: 'admin',
    id: 'flows.resend',
    method: 'POST',
    path: '/outbox/:id/resend',
    permission: 'flows.publish',
    summary: 'Queues an unknown or failed effect again, whoever may receive it twice.',
    input: byId,
    answer: oneRow,
  }),
  dismiss: defineEndpoint({
    lane: 'admin',
    id: 'flows.dismiss',
    method: 'POST',
    path: '/outbox/:id/dismiss',
    permission: 'flows.publish',
    summary: 'Says that an unknown or failed effect is not to be sent again.',
    input: byId,
    answer: oneRow,
  }),
  review: defineEndpoint({
    lane: 'admin',
    id: 'flows.review',
    method: 'POST',
    path: '/outbox/review',
    permission: 'flows.publish',
    summary:
      'Lets mails go that are held for review, or says that they are not to be sent: these, all of a flow or step, or all there are.',
    input: z
      .strictObject({
        ids: z.array(z.string().min(1).max(300)).min(1).max(100).optional(),
        flowId: z.string().max(64).optional(),
        node: z.string().max(200).optional(),
        all: z.literal(true).optional(),
        send: z.boolean(),
      })
      .refine((which) => [which.ids, which.flowId, which.all].filter(isSaid).length === 1, {
        message: 'Name the mails by `ids`, a flow by `flowId`, or say `all`.',
      }),
    answer: z.object({ data: z.object({ decided: z.number() }) }),
  }),
} as const;
