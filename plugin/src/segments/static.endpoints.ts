import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { byId } from './shown.schema';

const shownImport = z.object({
  id: z.string(),
  segment: z.string().describe("the segment's id"),
  state: z.enum(['running', 'finished', 'cancelled', 'failed', 'interrupted']),
  /** Bytes read of the file, and its whole size. */
  read: z.number(),
  bytes: z.number(),
  rows: z.number(),
  /** Newly in; those who were in before; people not known before; refused rows. */
  added: z.number(),
  already: z.number(),
  created: z.number(),
  refused: z.number(),
  /** What the columns were taken for. */
  columns: z.array(z.object({ name: z.string(), as: z.string() })),
  /** Why it failed, in words. */
  fault: z.string().nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
});

const single = z.object({ data: shownImport });
const oneImport = z.object({ importId: z.string().max(64) });

/** Words of a list are the file's own: a comma-separated one in the query. */
const names = z
  .string()
  .max(4_000)
  .optional()
  .describe('columns to keep as traits, with commas between; `*` for all others');

export const staticSegmentEndpoints = {
  import: defineEndpoint({
    id: 'segments.import',
    method: 'POST',
    path: '/segments/:id/import',
    lane: 'admin',
    permission: 'people.import',
    summary:
      'Puts the people of a CSV file into a static segment, in the background. The file is the body (`application/octet-stream`) or the part `files` of a form.',
    file: 'in',
    input: byId.extend({ traits: names }),
    answer: single,
  }),
  imports: defineEndpoint({
    id: 'segments.imports',
    method: 'GET',
    path: '/segments/:id/imports',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'The last imports into a segment with their progress, the newest first.',
    input: byId,
    answer: z.object({ data: z.array(shownImport) }),
  }),
  cancelImport: defineEndpoint({
    id: 'segments.cancelImport',
    method: 'POST',
    path: '/segments/imports/:importId/cancel',
    lane: 'admin',
    permission: 'people.import',
    summary: 'Stops an import after the rows at hand; what is in stays in.',
    input: oneImport,
    answer: single,
  }),
  firstRefused: defineEndpoint({
    id: 'segments.firstRefused',
    method: 'GET',
    path: '/segments/imports/:importId/refused/first',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'The first twenty refused rows of an import.',
    input: oneImport,
    answer: z.object({
      data: z.array(
        z.object({
          line: z.number(),
          /** Whom it names, veiled (`a…a@e…m`); null for those who may not see people, and where nothing is kept. */
          value: z.string().nullable(),
          reason: z.string(),
        }),
      ),
    }),
  }),
  refusedRows: defineEndpoint({
    id: 'segments.refusedRows',
    method: 'GET',
    path: '/segments/imports/:importId/refused',
    lane: 'admin',
    permission: 'segments.read',
    summary:
      'Every refused row of an import as CSV: line, reason and, for those who may see people, whom it names, veiled.',
    file: 'out',
    input: oneImport,
    answer: z.void(),
  }),
  addPerson: defineEndpoint({
    id: 'segments.addPerson',
    method: 'POST',
    path: '/segments/:id/people',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Puts one person into a static segment.',
    input: byId.extend({ profileId: z.string().max(64) }),
    answer: z.object({ data: z.object({ profileId: z.string(), changed: z.boolean() }) }),
  }),
  removePerson: defineEndpoint({
    id: 'segments.removePerson',
    method: 'DELETE',
    path: '/segments/:id/people/:profileId',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Takes one person out of a static segment.',
    input: byId.extend({ profileId: z.string().max(64) }),
    answer: z.object({ data: z.object({ profileId: z.string(), changed: z.boolean() }) }),
  }),
  export: defineEndpoint({
    id: 'segments.export',
    method: 'GET',
    path: '/segments/:id/export',
    lane: 'admin',
    permission: 'people.read',
    summary: 'Everybody in a segment at one moment, as CSV; logged. `Attune-Size` says how many.',
    file: 'out',
    input: byId,
    answer: z.void(),
  }),
} as const;

export type ShownImport = z.output<typeof shownImport>;
