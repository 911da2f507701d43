import { z } from 'zod';

import { conditionShapeSchema } from '../conditions';
import { defineEndpoint } from '../endpoints';
import { groupEndpoints } from './group.endpoints';
import { segmentInsightEndpoints } from './insight.endpoints';
import { notesShape, tagSchema } from './notes.schema';
import { populationEndpoints } from './population.endpoints';
import { segmentKeySchema } from './schema';
import {
  byId,
  page,
  paginated,
  segmentKind,
  shownPersonSchema,
  shownSegmentSchema,
  singleSegment,
  usagePlaceSchema,
} from './shown.schema';
import { staticSegmentEndpoints } from './static.endpoints';
import { segmentTemplateEndpoints } from './template.endpoints';
import { SEGMENT_WARNINGS } from './warnings';

export { MOST_GROUP_VALUES, type ShownGroup, type WholeGroup } from './group.endpoints';
export type { JudgedPart } from './insight.endpoints';
export type { SegmentCheck, SegmentWarning, ShownPerson, ShownSegment, UsagePlace } from './shown.schema';
export type { ShownImport } from './static.endpoints';
export type { SegmentTemplate } from './template.endpoints';

const { name, description, purpose, owner, folder, tags } = notesShape;

const newNotes = {
  /** Made from the name when left out. */
  key: segmentKeySchema.optional(),
  description: description.default(''),
  purpose: purpose.default(''),
  /** The administrator who makes it, when left out. */
  owner: owner.optional(),
  folder: folder.prefault(''),
  tags: tags.prefault([]),
};

const named = z.object({ name, ...newNotes });

export const segmentsEndpoints = {
  list: defineEndpoint({
    id: 'segments.list',
    method: 'GET',
    path: '/segments',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Segments with sizes, trend and warnings.',
    input: z.object({
      search: z.string().max(120).optional(),
      folder: z.string().max(200).optional().describe('with all below it'),
      tag: tagSchema.optional(),
      kind: segmentKind.optional(),
      health: z
        .enum(['any', 'none', ...SEGMENT_WARNINGS])
        .optional()
        .describe('only those with this warning'),
      sort: z.enum(['name', 'size', 'entered', 'left', 'usedAt', 'createdAt', 'updatedAt']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
      ...page,
    }),
    answer: z.object({ data: z.array(shownSegmentSchema), meta: paginated }),
  }),
  preview: defineEndpoint({
    id: 'segments.preview',
    method: 'POST',
    path: '/segments/preview',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'How many people a condition holds of, before it is saved.',
    input: z.object({
      condition: conditionShapeSchema,
      exact: z.boolean().default(false).describe('takes up to half a minute rather than estimate'),
      parts: z.boolean().default(false).describe('counts each row and group by itself too'),
      people: z.boolean().default(true).describe('names some who are in, which is logged'),
    }),
    answer: z.object({
      size: z.number(),
      of: z.number(),
      /** Up to five who are in; labels are masked for those who may not see people. */
      sample: z.array(shownPersonSchema),
      sentence: z.string(),
      atMost: z.boolean(),
      /** Null when everyone was judged; else the size is an estimate, right to this many people either way (95 %). */
      error: z.number().nullable(),
      /** How many people a place among all was taken from, where that was not everyone. */
      comparedWith: z.number().nullable(),
      /** Where asked for: of how many each row and group holds by itself, the outermost first, 50 at most. */
      parts: z.array(
        z.object({
          path: z.string().describe('`all.1.any.0`'),
          size: z.number(),
          error: z.number().nullable(),
          atMost: z.boolean(),
        }),
      ),
    }),
  }),
  ...groupEndpoints,
  ...segmentInsightEndpoints,
  ...populationEndpoints,
  ...staticSegmentEndpoints,
  ...segmentTemplateEndpoints,
  uses: defineEndpoint({
    id: 'segments.uses',
    method: 'GET',
    path: '/segments/uses',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'In how many places each segment is used, by key. One that is used nowhere is missing.',
    input: z.object({}),
    answer: z.object({ data: z.record(z.string(), z.number()) }),
  }),
  get: defineEndpoint({
    id: 'segments.get',
    method: 'GET',
    path: '/segments/:id',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'One segment, by id or key.',
    input: byId,
    answer: singleSegment,
  }),
  create: defineEndpoint({
    id: 'segments.create',
    method: 'POST',
    path: '/segments',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Makes a segment and judges everyone in the background; a static one is empty at first.',
    input: named
      .extend({
        kind: z.enum(['live', 'static']).default('live'),
        condition: conditionShapeSchema.optional(),
      })
      .refine(({ kind, condition }) => (kind === 'live') === (condition !== undefined), {
        path: ['condition'],
        error: 'Expected a condition for a live segment, and none for a static one.',
      }),
    answer: singleSegment,
  }),
  update: defineEndpoint({
    id: 'segments.update',
    method: 'PUT',
    path: '/segments/:id',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Changes a segment; the key stays.',
    input: byId.extend({
      ...z.object(notesShape).partial().shape,
      condition: conditionShapeSchema.optional(),
    }),
    answer: singleSegment,
  }),
  delete: defineEndpoint({
    id: 'segments.delete',
    method: 'DELETE',
    path: '/segments/:id',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Deletes a segment that nothing uses; else 409 with the places that do.',
    input: byId,
    answer: singleSegment,
  }),
  judge: defineEndpoint({
    id: 'segments.judge',
    method: 'POST',
    path: '/segments/:id/judge',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Judges everyone anew in the background; one that was stopped goes on where it was.',
    input: byId,
    answer: singleSegment,
  }),
  cancel: defineEndpoint({
    id: 'segments.cancel',
    method: 'POST',
    path: '/segments/:id/cancel',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Stops judging everyone. Whoever was judged by then stays as judged.',
    input: byId,
    answer: singleSegment,
  }),
  usage: defineEndpoint({
    id: 'segments.usage',
    method: 'GET',
    path: '/segments/:id/usage',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'What uses a segment: blocks, flows, other segments. While there is any it cannot be deleted.',
    input: byId,
    answer: z.object({ data: z.array(usagePlaceSchema) }),
  }),
  merge: defineEndpoint({
    id: 'segments.merge',
    method: 'POST',
    path: '/segments/merge',
    lane: 'admin',
    permission: 'segments.update',
    summary:
      'Makes one segment of two, or takes the second into the first and leads what used the second to the first.',
    input: z.object({
      a: z.string().max(120).describe('id or key'),
      b: z.string().max(120),
      how: z.enum(['any', 'all']).describe('`any`: who is in one of them; `all`: who is in both'),
      /** A new segment with this name; left out, `a` takes `b` in. */
      into: named.optional(),
    }),
    answer: z.object({
      data: shownSegmentSchema,
      /** Only where `a` took `b` in. */
      moved: z.array(usagePlaceSchema),
      /** What still uses `b`: it stays until these are led elsewhere by hand. */
      left: z.array(usagePlaceSchema),
      /** Whether `b` is gone. */
      removed: z.boolean(),
    }),
  }),
  split: defineEndpoint({
    id: 'segments.split',
    method: 'POST',
    path: '/segments/:id/split',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Makes two segments of one by a further condition: those of whom it holds, and the others.',
    input: byId.extend({ by: conditionShapeSchema, holds: named, others: named }),
    answer: z.object({ data: z.array(shownSegmentSchema) }),
  }),
} as const;
