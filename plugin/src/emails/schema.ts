import { z } from 'zod';

import { isEmailKey } from './email-key';

/** The stable word by which flows name a template: `cart-abandonment`. */
export const emailKeySchema = z
  .string()
  .refine(isEmailKey, 'A key is made of a-z, 0-9 and hyphens, at most 60 characters, as "cart-abandonment".');

const HEADER_BREAK = /[\r\n]/;
/** A source longer than this is a mistake: mailboxes cut messages at about 100 KB. */
const SOURCE_LIMIT = 200_000;

const source = z.string().max(SOURCE_LIMIT);

/** A template as it is written: Handlebars in the subject and both parts. */
export const emailSourceSchema = z.object({
  subject: z
    .string()
    .trim()
    .min(1, 'A mail needs a subject.')
    .max(500)
    .refine((text) => !HEADER_BREAK.test(text), 'A subject is one line.'),
  html: source.min(1, 'A mail needs a body.'),
  text: source.default('').describe('the plain-text part; empty: made from the HTML'),
  layout: z.string().max(60).default('default').describe('a shipped layout, or empty for none'),
  sample: z
    .record(z.string(), z.json())
    .default({})
    .describe('example data, shown in the preview where no person is chosen'),
});

/** What is wrong with a template and where. Lines and columns start at 1, 0 where the place is not known. */
export const emailProblemSchema = z.object({
  part: z.enum(['subject', 'html', 'text', 'layout']),
  line: z.number(),
  column: z.number(),
  message: z.string(),
});

export type EmailSource = z.output<typeof emailSourceSchema>;
export type EmailProblem = z.output<typeof emailProblemSchema>;
