import { z } from 'zod';

const figure = z.object({
  /** Null for who never ordered. */
  value: z.number().nullable(),
  /** 1 to 5, 5 for the best fifth of all people. */
  fifth: z.number().nullable(),
});

/** How one person scores, as of a moment. */
export const personScoresSchema = z.object({
  at: z.number(),
  engagement: z.object({
    /** 0 to 100 */
    score: z.number(),
    /** Milliseconds after which an event is worth half. */
    halfLife: z.number(),
    /** What it is made of, the greatest first. */
    parts: z.array(
      z.object({
        event: z.string(),
        count: z.number(),
        /** Decayed. */
        worth: z.number(),
        /** Of the score's points, in proportion to the worth. */
        points: z.number(),
      }),
    ),
  }),
  rfm: z.object({
    /** The event that is an order. */
    event: z.string(),
    /** Whole days since the last order. */
    recency: figure,
    frequency: figure,
    monetary: figure,
    /** When all people were last looked at for the fifths. */
    refreshedAt: z.number().nullable(),
    /** How many people the fifths were taken from, where that was not everyone. */
    comparedWith: z.number().nullable(),
  }),
  /** Where this person stands in what segments and flows compare among all people. */
  places: z.array(
    z.object({
      words: z.string(),
      value: z.number(),
      percentile: z.number().nullable(),
      zscore: z.number().nullable(),
      /** Among how many. */
      n: z.number(),
      refreshedAt: z.number(),
    }),
  ),
});

export type PersonScores = z.output<typeof personScoresSchema>;
