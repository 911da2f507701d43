import { z } from 'zod';

import { conditionSchema } from '../conditions';
import { defineEndpoint } from '../endpoints';
import { segmentKeySchema } from './schema';

const name = z.string().trim().min(1).max(120);
const description = z.string().trim().max(1_000);

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

const shownSegment = z.object({
  id: z.string(),
  /** The stable word by which blocks, flows and other segments name it. */
  key: z.string(),
  name: z.string(),
  description: z.string(),
  /** `live` is kept by its condition; `crm` mirrors a list of a connection. */
  kind: z.enum(['live', 'crm']),
  condition: conditionSchema,
  sentence: z.string(),
  size: z.number(),
  /** True where the request has a say: the size is then the most there can be, and no flow can start from it. */
  atMost: z.boolean(),
  /** While everyone is judged anew after a change. */
  bulk: z
    .object({
      done: z.number(),
      of: z.number(),
      /** True when somebody has stopped it. */
      stopped: z.boolean(),
    })
    .nullable(),
  /** Why it cannot be judged, in words; such a segment holds nobody anew and stops no other. */
  fault: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

const shownPerson = z.object({ profileId: z.string(), label: z.string() });

const single = z.object({ data: shownSegment });
const byId = z.object({ id: z.string().describe('the id or the key') });

export const segmentsEndpoints = {
  list: defineEndpoint({
    id: 'segments.list',
    method: 'GET',
    path: '/segments',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Segments with their sizes, by name.',
    input: z.object({ search: z.string().max(120).optional(), ...page }),
    answer: z.object({ data: z.array(shownSegment), meta: z.object({ pagination }) }),
  }),
  preview: defineEndpoint({
    id: 'segments.preview',
    method: 'POST',
    path: '/segments/preview',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'How many people a condition holds of, before it is saved.',
    input: z.object({
      condition: conditionSchema,
      exact: z.boolean().default(false).describe('takes up to half a minute rather than estimate'),
    }),
    answer: z.object({
      size: z.number(),
      of: z.number(),
      /** Up to five who are in, for those who may see people. */
      sample: z.array(shownPerson),
      sentence: z.string(),
      atMost: z.boolean(),
      /** Null when everyone was judged; else the size is an estimate, right to this many people either way (95 %). */
      error: z.number().nullable(),
    }),
  }),
  get: defineEndpoint({
    id: 'segments.get',
    method: 'GET',
    path: '/segments/:id',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'One segment, by id or key.',
    input: byId,
    answer: single,
  }),
  create: defineEndpoint({
    id: 'segments.create',
    method: 'POST',
    path: '/segments',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Makes a segment and judges everyone in the background.',
    input: z.object({
      name,
      /** Made from the name when left out. */
      key: segmentKeySchema.optional(),
      description: description.default(''),
      condition: conditionSchema,
    }),
    answer: single,
  }),
  update: defineEndpoint({
    id: 'segments.update',
    method: 'PUT',
    path: '/segments/:id',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Changes a segment; the key stays.',
    input: byId.extend({
      name: name.optional(),
      description: description.optional(),
      condition: conditionSchema.optional(),
    }),
    answer: single,
  }),
  delete: defineEndpoint({
    id: 'segments.delete',
    method: 'DELETE',
    path: '/segments/:id',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Deletes a segment that nothing uses; else 409 with the places that do.',
    input: byId,
    answer: single,
  }),
  judge: defineEndpoint({
    id: 'segments.judge',
    method: 'POST',
    path: '/segments/:id/judge',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Judges everyone anew in the background; one that was stopped goes on where it was.',
    input: byId,
    answer: single,
  }),
  cancel: defineEndpoint({
    id: 'segments.cancel',
    method: 'POST',
    path: '/segments/:id/cancel',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Stops judging everyone. Whoever was judged by then stays as judged.',
    input: byId,
    answer: single,
  }),
  usage: defineEndpoint({
    id: 'segments.usage',
    method: 'GET',
    path: '/segments/:id/usage',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'What uses a segment: blocks, flows, other segments. While there is any it cannot be deleted.',
    input: byId,
    answer: z.object({
      data: z.array(z.object({ what: z.string().describe('`flow`'), name: z.string() })),
    }),
  }),
  members: defineEndpoint({
    id: 'segments.members',
    method: 'GET',
    path: '/segments/:id/members',
    lane: 'admin',
    permission: 'people.read',
    summary: 'Who is in, the newest first.',
    input: byId.extend(page),
    answer: z.object({
      data: z.array(shownPerson.extend({ enteredAt: z.number() })),
      meta: z.object({ pagination }),
    }),
  }),
  explain: defineEndpoint({
    id: 'segments.explain',
    method: 'GET',
    path: '/segments/:id/explain/:profileId',
    lane: 'admin',
    permission: 'people.read',
    summary: 'Why somebody is in a segment, or out of it.',
    input: byId.extend({ profileId: z.string() }),
    answer: z.object({
      data: z.object({
        /** True: in (or, where the request has a say, possibly in). */
        in: z.boolean(),
        atMost: z.boolean(),
        since: z.number().nullable(),
        until: z.number().nullable(),
        sentence: z.string(),
        because: z.array(z.string()),
        /** The comings and goings, newest first. */
        history: z.array(z.object({ entered: z.boolean(), at: z.number(), because: z.array(z.string()) })),
      }),
    }),
  }),
} as const;

export type ShownSegment = z.output<typeof shownSegment>;
export type ShownPerson = z.output<typeof shownPerson>;
