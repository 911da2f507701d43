import { z } from 'zod';

import { EVENT_TYPES, ungroupedFilterSchema } from '../../../plugin/src';

const column = z.string().min(1).describe('a column of the file; in NDJSON a path such as `user.id`');

/** A time in a column: ISO 8601, seconds or milliseconds since 1970, or a pattern in Luxon's tokens. */
const time = z.strictObject({
  column,
  format: z.string().min(1).optional().describe('`iso` (the default), `seconds`, `milliseconds`, or tokens'),
  zone: z.string().min(1).optional().describe('IANA name, for times that bring no offset'),
  row: z.enum(['first', 'last']).optional().describe('of a group; the first is the default'),
});

const typed = z.strictObject({
  column,
  type: z.enum(['text', 'number', 'boolean', 'date']).default('text'),
  decimal: z.enum(['.', ',']).optional(),
  negate: z.boolean().optional(),
  yes: z.array(z.string()).optional().describe('what counts as true; default: true, yes, y, 1'),
  no: z.array(z.string()).optional().describe('what counts as false; default: false, no, n, 0'),
  format: z.string().optional(),
  zone: z.string().optional(),
});

/** Text with `{Column}` in it, a constant, or a column with its type. */
const field = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  typed,
  z.strictObject({ value: z.json().describe('a constant, as it stands') }),
]);

const fields = z.record(z.string().min(1), field);

/** Over all rows of a group. */
const sum = z.strictObject({
  sum: z.array(column).min(1).describe('multiplied in each row, then added up, without rounding'),
  decimal: z.enum(['.', ',']).optional(),
  negate: z.boolean().optional(),
});
const count = z.strictObject({ count: z.literal('rows') });
const each = z.strictObject({ each: fields.describe('a list with one object for each row') });

const properties = z.record(z.string().min(1), z.union([field, sum, count, each]));

const event = z.strictObject({
  id: z.string().min(1).optional().describe('tells it from the others; the default is its type and event'),
  when: ungroupedFilterSchema.optional(),
  type: z.enum(EVENT_TYPES).default('track'),
  event: field.optional(),
  userId: field.optional(),
  anonymousId: field.optional(),
  email: field.optional(),
  previousId: field.optional(),
  groupId: field.optional(),
  name: field.optional(),
  timestamp: z.union([z.string(), time]).optional(),
  properties: properties.optional(),
  traits: properties.optional(),
  context: fields.optional(),
});

export const mappingSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('of this history; the default is the name of the file'),
  zone: z.string().optional().describe('IANA name for all times that bring no offset; the default is UTC'),
  decimal: z.enum(['.', ',']).optional(),
  skip: ungroupedFilterSchema.optional().describe('rows that are left out'),
  key: z.array(column).min(1).optional().describe('the columns that tell a row from all others'),
  group: z
    .strictObject({
      by: z.array(column).min(1),
      within: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(1_000)
        .describe('rows of a group lie at most so far apart'),
      rest: z.string().min(1).optional().describe('names the events that carry what one event cannot hold'),
    })
    .optional(),
  events: z.array(event).min(1).max(20),
});

export type Mapping = z.output<typeof mappingSchema>;
export type MappedEvent = Mapping['events'][number];
export type Field = z.output<typeof field>;
export type Property = z.output<typeof properties>[string];
export type TimeField = z.output<typeof time>;
