import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { countedStep, moment } from './run.endpoints';
import { flowDraftSchema } from './schema';
import { byId } from './shown.schema';

const DAY = 86_400_000;
const LONGEST_DAYS = 400;
const MOST_PATIENCE = 30_000;

const figures = z.object({
  entered: z.number().describe('runs that began'),
  people: z.number().describe('whose they were'),
  ends: z.record(z.string(), z.number()).describe('by reason; "running" are under way at the end'),
  steps: z.array(countedStep).readonly(),
  days: z
    .array(
      z.object({
        at: z.number().describe('the first millisecond of the day, UTC'),
        entered: z.number(),
        done: z.number().describe('mails, calls and changes carried out'),
        spared: z.number().describe('left out'),
        reached: z.number().describe('came to the goal'),
      }),
    )
    .readonly(),
});

const story = z.object({
  profileId: z.string().nullable(),
  /** What the person is known by; with the ids null where people may not be seen. */
  person: z.string().nullable(),
  key: z.string().nullable(),
  because: z.string().nullable(),
  enteredAt: z.number(),
  moments: z.array(moment).readonly(),
});

export const rehearsalEndpoints = {
  rehearse: defineEndpoint({
    lane: 'admin',
    id: 'flows.rehearse',
    method: 'POST',
    path: '/flows/:id/rehearse',
    permission: 'flows.read',
    summary:
      'Runs the draft over what happened between two moments, as if it had been live. Sends and changes nothing. What takes longer than `patience` is answered in parts: ask again with `next`, and add the figures up.',
    input: byId
      .extend({
        from: z.number().int().min(0).describe('epoch milliseconds'),
        to: z.number().int().min(0).describe('epoch milliseconds'),
        draft: flowDraftSchema.optional().describe('left out: the draft as it is saved'),
        next: z.string().max(500).optional().describe('where the part before ended'),
        patience: z
          .number()
          .int()
          .min(100)
          .max(MOST_PATIENCE)
          .default(20_000)
          .describe('milliseconds that one part may take'),
      })
      .refine(({ from, to }) => from < to, { path: ['to'], message: 'It ends after it begins.' })
      .refine(({ from, to }) => to - from <= LONGEST_DAYS * DAY, {
        path: ['from'],
        message: `At most ${LONGEST_DAYS} days are rehearsed at once.`,
      }),
    answer: z.object({
      data: figures.extend({
        stories: z.array(story).readonly(),
        minutes: z
          .array(z.object({ at: z.number(), count: z.number() }))
          .readonly()
          .describe('where a rate spreads messages: how many there would be in each minute'),
      }),
      meta: z.object({
        live: figures
          .nullable()
          .describe('what the published flow did in that time; with the first part only'),
        beside: z
          .enum(['live', 'none', 'too-many'])
          .describe(
            'why `live` is null: nothing was published, or more was done than can be read in a moment',
          ),
        looked: z.number().describe('people looked at so far'),
        of: z.number().describe('people to look at'),
        base: z.number().describe('people it could concern: more than `of` where only some are looked at'),
        next: z.string().nullable().describe('null when everybody was looked at'),
        unknown: z.array(z.string()).readonly().describe('what the history does not tell, in words'),
      }),
    }),
  }),
} as const;
