import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { SHOWS } from './audience';

export const MAP_FAULTS = [
  'unreachable',
  'no-fallback',
  'nobody-left-out',
  'gone',
  'unreadable',
  'refused',
] as const;

/** As `shows` gives them. */
const reason = z.discriminatedUnion('because', [
  z.object({ because: z.enum(['for-everyone', 'cannot-be-judged', 'inside-hidden']) }),
  z.object({ because: z.literal('not-yet'), from: z.string() }),
  z.object({ because: z.literal('over'), until: z.string() }),
  z.object({ because: z.literal('in'), segment: z.string() }),
  z.object({ because: z.literal('in-none'), segments: z.array(z.string()).readonly() }),
  z.object({ because: z.literal('slot-taken'), slot: z.string() }),
]);

const block = z.object({
  /** The key of its audience. */
  key: z.string(),
  component: z.string().describe('`blocks.hero`; `plugin::attune.experience` for a variant of the entry'),
  componentName: z.string().describe("its display name, or the variant's name"),
  /** Its first words. */
  label: z.string(),
  depth: z.number().describe('0 in a zone, 1 in a block of one'),
  show: z.enum(SHOWS).nullable().describe('null where what is stored cannot be read'),
  segments: z.array(z.string()),
  from: z.string().nullable(),
  until: z.string().nullable(),
  slot: z.string().nullable(),
  /** Whether those in the segment asked for see it now, and why; null where none was asked for. */
  viewed: z.object({ shown: z.boolean(), reason }).nullable(),
  faults: z.array(z.enum(MAP_FAULTS)),
});

const entry = z.object({
  id: z.string(),
  contentType: z.string().describe('`api::page.page`'),
  typeName: z.string(),
  isSingle: z.boolean(),
  documentId: z.string(),
  locale: z.string().nullable(),
  title: z.string(),
  /** Whether a block names the segment asked for, or a condition that asks for it. */
  isNamed: z.boolean(),
  blocks: z.array(block),
});

export const mapEndpoints = {
  map: defineEndpoint({
    id: 'content.map',
    method: 'GET',
    path: '/content/map',
    lane: 'admin',
    permission: 'content.read',
    summary:
      'Every entry with targeted blocks, or variants: by page, by segment, and what is wrong with them.',
    input: z.object({
      status: z
        .enum(['published', 'draft'])
        .default('published')
        .describe('the website, or what is worked on'),
      search: z.string().max(120).optional().describe('in titles, types and first words'),
      segment: z
        .string()
        .max(120)
        .optional()
        .describe('by key; blocks then say whether its people see them, and pages that name it come first'),
      naming: z
        .enum(['any', 'segment'])
        .default('any')
        .describe('every page, or only those that name the segment'),
      contentType: z.string().max(120).optional(),
      fault: z.enum(['any', ...MAP_FAULTS]).optional(),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(25),
    }),
    answer: z.object({
      data: z.array(entry),
      meta: z.object({
        pagination: z.object({
          page: z.number(),
          pageSize: z.number(),
          pageCount: z.number(),
          total: z.number(),
        }),
        /** Over all entries of this status, whatever is searched for. */
        totals: z.object({ entries: z.number(), blocks: z.number(), faults: z.number() }),
        /** How many of those found name the segment asked for. */
        named: z.number(),
        /** Segments that blocks name, the most used first, and the one asked for; conditions by their sentence. */
        segments: z.array(
          z.object({
            key: z.string(),
            name: z.string(),
            kind: z.enum(['segment', 'condition', 'gone']),
            entries: z.number(),
            blocks: z.number(),
          }),
        ),
        types: z.array(z.object({ contentType: z.string(), typeName: z.string(), entries: z.number() })),
      }),
    }),
  }),
} as const;

export type MapEntry = z.output<typeof entry>;
export type MapBlock = z.output<typeof block>;
export type MapFault = (typeof MAP_FAULTS)[number];
