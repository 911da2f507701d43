import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { previewViewSchema } from './preview.schema';

const view = previewViewSchema.describe('who looks, on what device, and when');

export const previewEndpoints = {
  preview: defineEndpoint({
    id: 'content.preview',
    method: 'POST',
    path: '/content/preview',
    lane: 'admin',
    permission: 'content.read',
    summary:
      'Where somebody stands in the segments a page asks for. A real person needs `people.read` too, and is noted in the audit. Nothing is written.',
    input: z.object({ view, keys: z.array(z.string().min(1).max(120)).max(2_000) }),
    answer: z.object({
      data: z.object({
        /** By key; one that is missing cannot be judged. */
        standing: z.record(z.string(), z.boolean()),
        at: z.number(),
        /** True for somebody who has not agreed to personalisation: they see what strangers see. */
        asStranger: z.boolean(),
      }),
    }),
  }),
  previewToken: defineEndpoint({
    id: 'content.previewToken',
    method: 'POST',
    path: '/content/preview/token',
    lane: 'admin',
    permission: 'content.read',
    summary:
      'A token that shows the website as somebody for a quarter of an hour: as `Attune-Visitor`. With a `documentId`, Strapi’s own Preview of it is opened so.',
    input: z.object({ view, documentId: z.string().max(120).optional() }),
    answer: z.object({ data: z.object({ token: z.string(), expiresAt: z.number() }) }),
  }),
  forgetPreview: defineEndpoint({
    id: 'content.forgetPreview',
    method: 'DELETE',
    path: '/content/preview/token/:documentId',
    lane: 'admin',
    permission: 'content.read',
    summary:
      'From now on Strapi’s own Preview of this entry is opened as nobody in particular in this browser. A token that was handed out is good until its end.',
    input: z.object({ documentId: z.string().max(120) }),
    answer: z.object({ data: z.object({ documentId: z.string() }) }),
  }),
} as const;
