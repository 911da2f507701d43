import { z } from 'zod';

/** A mail to look at: as it went out, or as it would go. */
export const shownMail = z.object({
  data: z.object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    /** The template's key. */
    template: z.string(),
    /** When it went, or was asked for. */
    at: z.number(),
  }),
});
