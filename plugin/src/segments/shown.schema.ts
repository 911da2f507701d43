import { z } from 'zod';

import { conditionShapeSchema } from '../conditions';
import { CHECK_STATES, SEGMENT_WARNINGS } from './warnings';

export const page = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
};

export const paginated = z.object({
  pagination: z.object({
    page: z.number(),
    pageSize: z.number(),
    pageCount: z.number(),
    total: z.number(),
  }),
});

export const byId = z.object({ id: z.string().max(120).describe('the id or the key') });

/** `live` is kept by its condition; `crm` mirrors a list of a connection; `static` holds whom somebody put in. */
export const segmentKind = z.enum(['live', 'crm', 'static']);

export const warningSchema = z.object({
  code: z.enum(SEGMENT_WARNINGS),
  /** What is the matter, with the figures. */
  sentence: z.string(),
  /** What one can do about it. */
  remedy: z.string(),
  /** The other segment, where two are concerned. */
  other: z.string().nullable(),
  /** Of `small` where the whole base is: how many people there are. Good to know, and no reason to worry. */
  of: z.number().nullable(),
});

/** A check of health that warns of nothing. One that another warning has answered already is left out. */
const checkSchema = z.object({
  code: z.enum(SEGMENT_WARNINGS),
  state: z.enum(CHECK_STATES),
  /** Of `young`: from when on it can be told. */
  from: z.number().nullable(),
});

export const shownSegmentSchema = z.object({
  id: z.string(),
  /** The stable word by which blocks, flows and other segments name it. */
  key: z.string(),
  name: z.string(),
  description: z.string(),
  purpose: z.string(),
  owner: z.string(),
  /** `spring/campaigns`; empty at the root. */
  folder: z.string(),
  tags: z.array(z.string()),
  kind: segmentKind,
  condition: conditionShapeSchema,
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
  /** Comings and goings of the last 7 days. */
  entered: z.number(),
  left: z.number(),
  /** Sizes at equal distances over the last 30 days, the oldest first, at most 30; fewer for a young one. */
  sparkline: z.array(z.number()),
  warnings: z.array(warningSchema),
  /** What was looked at beside the warnings: well, or not to be known yet. */
  checks: z.array(checkSchema),
  /** When a block or a flow last asked for it; null for never. */
  usedAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

export const shownPersonSchema = z.object({
  profileId: z.string(),
  /** A name or an address; masked for those who may not see people. */
  label: z.string(),
});

export const singleSegment = z.object({ data: shownSegmentSchema });

/** Where a segment is used, with enough to lead there. */
export const usagePlaceSchema = z.object({
  what: z
    .string()
    .describe('`flow`, `the segment`, `the block "Hero" ("Spring is here", 2nd of sections) of Page`'),
  name: z.string(),
  target: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('segment'), id: z.string(), key: z.string() }),
      z.object({
        kind: z.literal('flow'),
        id: z.string(),
        step: z
          .string()
          .optional()
          .describe('the first step of the draft that names it; `@trigger` for what starts the flow'),
      }),
      z.object({
        kind: z.literal('block'),
        contentType: z.string(),
        isSingle: z.boolean(),
        documentId: z.string(),
        locale: z.string().nullable(),
        status: z.enum(['draft', 'published']),
        component: z.string(),
        /** The key of the block's audience. */
        block: z.string(),
      }),
    ])
    .nullable(),
});

export type ShownSegment = z.output<typeof shownSegmentSchema>;
export type ShownPerson = z.output<typeof shownPersonSchema>;
export type SegmentCheck = z.output<typeof checkSchema>;
export type SegmentWarning = z.output<typeof warningSchema>;
export type UsagePlace = z.output<typeof usagePlaceSchema>;
