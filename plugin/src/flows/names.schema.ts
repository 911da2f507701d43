import { z } from 'zod';

import { ungroupedFilterSchema } from '../conditions';
import { parseDuration } from '../duration';
import { isLocalTime, isZone } from '../time';

/*
 * `input` says in the JSON schema what a text stands for: the panel offers what there is of it. Its words are those of
 * admin/src/flows/forms/schema/inputs.ts; an extension's options may use them as well.
 */

/** The name of a step within its flow; it stands in the ids of effects, which are cut at colons. */
export const stepNameSchema = z
  .string()
  .regex(
    /^[A-Za-z][\w-]{0,39}$/,
    'A step is named by a letter, then letters, digits, "-" or "_", 40 at most.',
  )
  .meta({ input: 'step' });

export const durationSchema = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'A duration is written as 90s, 15m, 24h or 7d.')
  .meta({ input: 'duration' });

export const eventNameSchema = z.string().trim().min(1, 'Choose an event.').max(200).meta({ input: 'event' });

export const localTimeSchema = z
  .string()
  .refine(isLocalTime, 'A time of day is written as 09:00.')
  .meta({ input: 'time' });

export const zoneSchema = z
  .string()
  .refine(isZone, 'There is no such time zone. One is Europe/Vienna.')
  .meta({ input: 'zone' });

/** In percent, to the hundredth: what falls between them nobody could see in the numbers. */
export const shareSchema = z
  .number()
  .min(0, 'A share is 0 at least.')
  .max(100, 'A share is 100 at most.')
  .refine((share) => Math.abs(share * 100 - Math.round(share * 100)) < 1e-6, 'Two decimals at most.');

/** The key of a segment. */
export const segmentKeySchema = z.string().min(1, 'Choose a segment.').max(80).meta({ input: 'segment' });

/** A path in traits or properties: `plan.seats`. */
export const pathSchema = z.string().trim().min(1, 'Name the field.').max(120).meta({ input: 'path' });

/** A filter document on an event's properties. */
export const whereSchema = z
  .record(z.string(), z.json())
  .superRefine((value, context) => {
    for (const { path, message } of ungroupedFilterSchema.safeParse(value).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  })
  .meta({ input: 'where' });
