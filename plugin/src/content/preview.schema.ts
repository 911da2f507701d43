import { z } from 'zod';

export const DEVICES = ['desktop', 'tablet', 'mobile'] as const;

export const MOST_PREVIEW_SEGMENTS = 30;

/** The end of the year 9999. */
const LAST = 253_402_300_799_999;

/** Whom a page is looked at as, on what, and when. */
export const previewViewSchema = z.object({
  who: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('stranger') }),
    z.object({
      kind: z.literal('segments'),
      keys: z.array(z.string().min(1).max(120)).min(1).max(MOST_PREVIEW_SEGMENTS),
    }),
    z.object({ kind: z.literal('person'), profileId: z.string().min(1).max(120) }),
  ]),
  device: z.enum(DEVICES).optional(),
  /** Epoch milliseconds; left out, it is now. */
  at: z.number().int().min(0).max(LAST).optional(),
  /** An IANA zone: the clock of somebody whose own is not known. */
  timezone: z.string().max(64).optional(),
});

export type PreviewView = z.output<typeof previewViewSchema>;
export type PreviewDevice = (typeof DEVICES)[number];
