import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { recipientEndpoints } from './recipient.endpoints';
import { emailKeySchema, emailProblemSchema, emailSourceSchema } from './schema';
import { shownMail } from './shown-mail.schema';

const name = z.string().trim().min(1).max(120);

const shownEmail = emailSourceSchema.extend({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  /** Came with the plugin: it can be edited and reset, not deleted. */
  shipped: z.boolean(),
  /** Differs from what shipped. */
  edited: z.boolean(),
  problems: z.array(emailProblemSchema),
  revision: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

const listed = shownEmail.omit({ html: true, text: true, sample: true });

const byId = z.object({ id: z.string().describe('the id or the key') });
const single = z.object({ data: shownEmail });

const transportAnswer = z.object({
  data: z.object({
    kind: z.string(),
    label: z.string(),
    /** Host and port, or what the transport says of itself; never a password. */
    target: z.string(),
    from: z.string(),
    /** Null while it works; else what is missing, in words. */
    fault: z.string().nullable(),
    /** Mails wait while this installation is not confirmed. */
    held: z.boolean(),
  }),
});

export const emailsEndpoints = {
  transport: defineEndpoint({
    id: 'emails.transport',
    method: 'GET',
    path: '/emails/transport',
    lane: 'admin',
    permission: 'settings.read',
    summary: 'How mails leave, without secrets.',
    input: z.object({}),
    answer: transportAnswer,
  }),
  testTransport: defineEndpoint({
    id: 'emails.testTransport',
    method: 'POST',
    path: '/emails/transport/test',
    lane: 'admin',
    permission: 'settings.update',
    summary: 'Greets the mail server and logs in; with `to`, sends one line there.',
    input: z.object({ to: z.email().max(320).optional() }),
    answer: z.object({ data: z.object({ ok: z.boolean(), message: z.string() }) }),
  }),
  list: defineEndpoint({
    id: 'emails.list',
    method: 'GET',
    path: '/emails',
    lane: 'admin',
    permission: 'emails.read',
    summary: 'E-mail templates by name.',
    input: z.object({
      search: z.string().max(120).optional(),
      page: z.coerce.number().int().min(1).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(25),
    }),
    answer: z.object({
      data: z.array(listed),
      meta: z.object({
        pagination: z.object({
          page: z.number(),
          pageSize: z.number(),
          pageCount: z.number(),
          total: z.number(),
        }),
      }),
    }),
  }),
  get: defineEndpoint({
    id: 'emails.get',
    method: 'GET',
    path: '/emails/:id',
    lane: 'admin',
    permission: 'emails.read',
    summary: 'One template, by id or key.',
    input: byId,
    answer: single,
  }),
  create: defineEndpoint({
    id: 'emails.create',
    method: 'POST',
    path: '/emails',
    lane: 'admin',
    permission: 'emails.update',
    summary: 'Makes a template; 400 with line and column when it cannot be compiled.',
    input: emailSourceSchema.extend({
      name,
      key: emailKeySchema.optional().describe('made from the name when left out'),
    }),
    answer: single,
  }),
  update: defineEndpoint({
    id: 'emails.update',
    method: 'PUT',
    path: '/emails/:id',
    lane: 'admin',
    permission: 'emails.update',
    summary: 'Changes a template; mails that are made from now on follow it. The key stays.',
    input: byId.extend({
      name: name.optional(),
      subject: emailSourceSchema.shape.subject.optional(),
      html: emailSourceSchema.shape.html.optional(),
      text: z.string().max(200_000).optional(),
      layout: z.string().max(60).optional(),
      sample: z.record(z.string(), z.json()).optional(),
      revision: z
        .number()
        .int()
        .optional()
        .describe('the revision that was edited: 409 when somebody else saved meanwhile'),
    }),
    answer: single,
  }),
  delete: defineEndpoint({
    id: 'emails.delete',
    method: 'DELETE',
    path: '/emails/:id',
    lane: 'admin',
    permission: 'emails.update',
    summary: 'Deletes a template that no flow uses; else 409 with the flows that do. Shipped ones stay.',
    input: byId,
    answer: single,
  }),
  reset: defineEndpoint({
    id: 'emails.reset',
    method: 'POST',
    path: '/emails/:id/reset',
    lane: 'admin',
    permission: 'emails.update',
    summary: 'Brings a shipped template back to what shipped.',
    input: byId,
    answer: single,
  }),
  check: defineEndpoint({
    id: 'emails.check',
    method: 'POST',
    path: '/emails/check',
    lane: 'admin',
    permission: 'emails.read',
    summary:
      'What stands against saving this source: line and column of what cannot be compiled. Saves nothing.',
    input: z.object({ source: emailSourceSchema }),
    answer: z.object({ data: z.array(emailProblemSchema) }),
  }),
  preview: defineEndpoint({
    id: 'emails.preview',
    method: 'POST',
    path: '/emails/preview',
    lane: 'admin',
    permission: 'emails.read',
    summary:
      'A mail as it would be sent: of a stored template or of unsaved source, for the sample data or, where people may be seen, for a person.',
    input: z
      .object({
        template: z.string().optional().describe('the id or the key'),
        source: emailSourceSchema.optional(),
        profileId: z.string().optional(),
      })
      .refine(
        ({ template, source }) => (template === undefined) !== (source === undefined),
        'Give either `template` or `source`.',
      ),
    answer: z.object({
      data: z.object({
        subject: z.string(),
        html: z.string(),
        text: z.string(),
        problems: z.array(emailProblemSchema),
      }),
    }),
  }),
  sent: defineEndpoint({
    id: 'emails.sent',
    method: 'GET',
    path: '/emails/sent/:effect',
    lane: 'admin',
    permission: 'people.read',
    summary: 'A mail as it went out to somebody, but for the addresses by which clicks are counted.',
    input: z.object({ effect: z.string().max(200).describe('the id in the outbox') }),
    answer: shownMail,
  }),
  test: defineEndpoint({
    id: 'emails.test',
    method: 'POST',
    path: '/emails/test',
    lane: 'admin',
    permission: 'emails.send',
    summary: 'Sends a template to one address, with the sample data or as a person would see it.',
    input: z.object({
      template: z.string().describe('the id or the key'),
      to: z.email().max(320),
      profileId: z.string().optional(),
    }),
    answer: z.object({ data: z.object({ sent: z.boolean(), messageId: z.string() }) }),
  }),
  ...recipientEndpoints,
} as const;

export type ShownEmail = z.output<typeof shownEmail>;
export type ListedEmail = z.output<typeof listed>;
