import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { durationSchema } from './names.schema';
import { byId, oneFlow } from './shown.schema';

const change = <Shape extends z.ZodRawShape>(
  word: 'publish' | 'pause' | 'resume' | 'stop',
  summary: string,
  choices: Shape,
) =>
  defineEndpoint({
    lane: 'admin',
    id: `flows.${word}`,
    method: 'POST',
    path: `/flows/:id/${word}`,
    permission: 'flows.publish',
    summary,
    input: byId.extend(choices),
    answer: oneFlow,
  });

const overdue = {
  overdue: z
    .enum(['send', 'skip', 'spread'])
    .optional()
    .describe('what becomes of what fell due while it was paused; `send` when left out'),
  over: durationSchema.optional().describe('over how long it is spread; 4h when left out'),
};

/** What makes a flow live, and what ends it. */
export const stateEndpoints = {
  publish: change(
    'publish',
    'Makes the draft an immutable version and goes live with it; refuses what dangles.',
    {
      today: z
        .enum(['nobody', 'at-once', 'spread', 'own-dates'])
        .optional()
        .describe('whether those who qualify already come in too; `nobody` when left out'),
      within: durationSchema.optional().describe('how far back is looked for them; 30d when left out'),
      move: z.boolean().optional().describe('takes those under way in other versions along'),
      ...overdue,
    },
  ),
  publishing: defineEndpoint({
    lane: 'admin',
    id: 'flows.publishing',
    method: 'GET',
    path: '/flows/:id/publishing',
    permission: 'flows.read',
    summary: 'In numbers, what publishing the draft, or going on, would mean.',
    input: byId.extend({ within: durationSchema.optional().describe('how far back is looked') }),
    answer: z.object({
      data: z.object({
        /** How many qualify already; null where nobody can know. */
        today: z
          .object({
            people: z.number(),
            inside: z.number().describe('qualify too, and are in it already or may not come in again yet'),
            /** False: reckoned from a thousand of those who may, each of whom was asked. */
            exact: z.boolean(),
            /** It depends on how far back is looked. */
            looksBack: z.boolean(),
          })
          .nullable(),
        /** Who begin as soon as it is published for the first time, whatever is chosen. */
        atOnce: z.number().nullable(),
        /** Under way in other versions than the one that would be published. */
        elsewhere: z.number(),
        /** Live flows that begin with the same and write too: the same people would hear from both. */
        alike: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
        /** Waits that were over, and mails that were held, while it was paused. */
        overdue: z.number(),
      }),
    }),
  }),
  trial: defineEndpoint({
    lane: 'admin',
    id: 'flows.trial',
    method: 'POST',
    path: '/flows/:id/trial',
    permission: 'flows.publish',
    summary:
      'Runs the draft for whoever asks, to their own address: waits are moments, and nothing is counted.',
    input: byId.extend({
      data: z.record(z.string(), z.json()).optional().describe('what the trigger would carry'),
    }),
    answer: z.object({
      data: z.object({
        /** The trial, as a flow: its runs can be read. */
        id: z.string(),
        email: z.string(),
      }),
    }),
  }),
  pause: change('pause', 'Holds a live flow: nobody starts, nobody moves on, mails wait.', {}),
  resume: change('resume', 'Lets a paused flow go on.', overdue),
  stop: change('stop', 'Ends a flow and everyone under way in it, or lets them go on to the end first.', {
    how: z
      .enum(['force', 'drain'])
      .optional()
      .describe('`force`, when left out: at once, and mails not yet sent are skipped'),
  }),
} as const;
