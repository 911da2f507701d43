import { z } from 'zod';

import { parseDuration } from '../duration';

/** The name of a step within its flow; it stands in the ids of effects, which are cut at colons. */
export const stepNameSchema = z
  .string()
  .regex(
    /^[A-Za-z][\w-]{0,39}$/,
    'A step is named by a letter, then letters, digits, "-" or "_", 40 at most.',
  );

export const durationSchema = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'A duration is written as 90s, 15m, 24h or 7d.');

export const eventNameSchema = z.string().trim().min(1, 'Choose an event.').max(200);

/** A filter document on an event's properties. */
export const whereSchema = z.record(z.string(), z.json());
