import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { quarantinedEventSchema, shownEventSchema } from './schema';

const page = {
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
};

const meta = z.object({
  pagination: z.object({
    page: z.number(),
    pageSize: z.number(),
    pageCount: z.number(),
    total: z.number(),
  }),
});

export const eventsEndpoints = {
  list: defineEndpoint({
    id: 'events.list',
    method: 'GET',
    path: '/events',
    lane: 'admin',
    permission: 'events.read',
    summary: 'Events, the newest first; with `after`, those that came since, for a live stream.',
    input: z.object({
      ...page,
      name: z.string().optional(),
      profileId: z.string().optional(),
      after: z.coerce.number().int().min(0).optional().describe('only events with a greater seq'),
    }),
    answer: z.object({
      data: z.array(shownEventSchema),
      meta: z.object({
        pagination: meta.shape.pagination.extend({ total: z.number().describe('counted up to 10,000') }),
      }),
    }),
  }),
  names: defineEndpoint({
    id: 'events.names',
    method: 'GET',
    path: '/events/names',
    lane: 'admin',
    permission: 'events.read',
    summary: 'The names of events seen so far, for pickers.',
    input: z.object({}),
    answer: z.object({ data: z.array(z.string()) }),
  }),
  quarantine: defineEndpoint({
    id: 'events.quarantine',
    method: 'GET',
    path: '/quarantine',
    lane: 'admin',
    permission: 'events.read',
    summary: 'Events that were not let in, with the reason, the newest first.',
    input: z.object({ ...page, code: z.string().optional() }),
    answer: z.object({ data: z.array(quarantinedEventSchema), meta }),
  }),
  discard: defineEndpoint({
    id: 'events.discard',
    method: 'DELETE',
    path: '/quarantine/:id',
    lane: 'admin',
    permission: 'settings.update',
    summary: 'Throws a quarantined event away.',
    input: z.object({ id: z.string() }),
    answer: z.object({ data: quarantinedEventSchema }),
  }),
  replay: defineEndpoint({
    id: 'events.replay',
    method: 'POST',
    path: '/quarantine/:id/replay',
    lane: 'admin',
    permission: 'settings.update',
    summary: 'Sends a quarantined event through the checks again, as it was or as corrected in `body`.',
    input: z.object({ id: z.string(), body: z.string().optional().describe('the event, corrected (JSON)') }),
    answer: z.object({ data: z.object({ messageId: z.string() }) }),
  }),
};
