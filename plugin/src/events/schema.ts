import { z } from 'zod';

import { EVENT_TYPES } from './event';

const jsonObject = z.record(z.string(), z.json());

/** An event as the panel's stream and a person's timeline show it. */
export const shownEventSchema = z.object({
  /** Grows with each event: ask for what came `after` the last one seen. */
  seq: z.number(),
  messageId: z.string(),
  type: z.enum(EVENT_TYPES),
  name: z.string(),
  /** When it happened, by the server's clock (epoch milliseconds). */
  at: z.number(),
  receivedAt: z.number(),
  profileId: z.string(),
  /** What the list of people calls them, empty for a stranger's device; null for a role that may not see people. */
  person: z.string().nullable(),
  /** False where a browser key only claims who this is. */
  proven: z.boolean(),
  /** Null for a role that may not see people. */
  properties: jsonObject.nullable(),
  context: jsonObject.nullable(),
});

/** An event that was not let in, and why. */
export const quarantinedEventSchema = z.object({
  id: z.string(),
  receivedAt: z.number(),
  /** What kind of fault: `required`, `type`, `too-long`, `too-deep`, `timestamp`… */
  code: z.string(),
  /** Where it lies in the event, as `properties.products.2.price`. */
  path: z.string(),
  message: z.string(),
  /** The event as it was sent (JSON); null for a role that may not see people. */
  body: z.string().nullable(),
});

export type ShownEvent = z.output<typeof shownEventSchema>;
export type QuarantinedEvent = z.output<typeof quarantinedEventSchema>;
