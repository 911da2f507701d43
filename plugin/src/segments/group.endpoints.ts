import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { segmentKeySchema } from './schema';
import { usagePlaceSchema } from './shown.schema';

export const MOST_GROUP_VALUES = 10_000;

const name = z.string().trim().min(1).max(120);
const values = z
  .array(z.union([z.string().min(1).max(200), z.number()]))
  .max(MOST_GROUP_VALUES)
  .describe('compared as they are: the text "7" is not the number 7');

const shownGroup = z.object({
  key: z.string(),
  name: z.string(),
  /** How many values it has. */
  size: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

const wholeGroup = shownGroup.extend({ values, places: z.array(usagePlaceSchema) });
const byKey = z.object({ key: z.string().min(1).max(60) });
const singleGroup = z.object({ data: wholeGroup });

export const groupEndpoints = {
  groups: defineEndpoint({
    id: 'segments.groups',
    method: 'GET',
    path: '/groups',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'The saved groups of values that conditions name with `$inGroup`, without their values.',
    input: z.object({}),
    answer: z.object({ data: z.array(shownGroup) }),
  }),
  group: defineEndpoint({
    id: 'segments.group',
    method: 'GET',
    path: '/groups/:key',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'One saved group with its values, and what uses it.',
    input: byKey,
    answer: singleGroup,
  }),
  createGroup: defineEndpoint({
    id: 'segments.createGroup',
    method: 'POST',
    path: '/groups',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Keeps a group of texts or numbers under a name.',
    input: z.object({
      /** Made from the name when left out. */
      key: segmentKeySchema.optional(),
      name,
      values,
    }),
    answer: singleGroup,
  }),
  updateGroup: defineEndpoint({
    id: 'segments.updateGroup',
    method: 'PUT',
    path: '/groups/:key',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Changes a saved group; the key stays, and segments that name it are judged anew.',
    input: byKey.extend({ name: name.optional(), values: values.optional() }),
    answer: singleGroup,
  }),
  deleteGroup: defineEndpoint({
    id: 'segments.deleteGroup',
    method: 'DELETE',
    path: '/groups/:key',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Deletes a saved group that nothing uses; else 409 with the places that do.',
    input: byKey,
    answer: singleGroup,
  }),
} as const;

export type ShownGroup = z.output<typeof shownGroup>;
export type WholeGroup = z.output<typeof wholeGroup>;
