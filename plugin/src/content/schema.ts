import { z } from 'zod';

import { isInstant, LONGEST_SLOT, MOST_SEGMENTS, SHOWS } from './audience';
import { LONGEST_NAME, MOST_VARIANTS } from './experience';

const optional = <Value extends z.ZodType<string>>(value: Value) =>
  z
    .union([value, z.literal(''), z.null()])
    .optional()
    .transform((given) => given || undefined);

const instant = optional(
  z.string().refine(isInstant, 'A date with a time and a zone is wanted, as 2027-01-31T18:00:00Z.'),
);

/** What the custom field accepts. The key is filled in by the server, so an editor's form may leave it out. */
export const audienceSchema = z
  .object({
    key: z.string().max(64).default(''),
    show: z.enum(SHOWS),
    segments: z.array(z.string().min(1).max(120)).max(MOST_SEGMENTS).default([]),
    from: instant,
    until: instant,
    slot: optional(z.string().trim().max(LONGEST_SLOT)),
  })
  .refine(({ from, until }) => !from || !until || Date.parse(from) < Date.parse(until), {
    path: ['until'],
    message: 'The end must lie after the beginning.',
  });

/** What the custom field of an entry accepts. Which attributes may vary is the content type's to say. */
export const experienceSchema = z.object({
  variants: z
    .array(
      z.object({
        key: z.string().max(64).default(''),
        name: z.string().trim().max(LONGEST_NAME).default(''),
        // A variant has its own key, and stands in no slot.
        audience: audienceSchema.transform(({ show, segments, from, until }) => ({
          show,
          segments,
          ...(from ? { from } : {}),
          ...(until ? { until } : {}),
        })),
        overrides: z.record(z.string().max(120), z.json()),
      }),
    )
    .max(MOST_VARIANTS),
});
