import { z } from 'zod';

import { CAUSES, REENTRY_PER, type FlowDefinition, type FlowStep, type Trigger } from './flow';
import {
  durationSchema,
  eventNameSchema,
  segmentKeySchema as segmentKey,
  stepNameSchema,
  whereSchema,
} from './names.schema';
import { flowRulesSchema } from './rules/rules.schema';
import type { FlowSteps } from './steps/definitions';
import { flowTriggers } from './triggers/definitions';

const MOST_STEPS = 200;

const eventMatch = { kind: z.literal('event'), name: eventNameSchema, where: whereSchema.optional() };

/** The options of each kind, with the kind itself. */
const triggerSchema = z
  .discriminatedUnion(
    'kind',
    flowTriggers
      .all()
      .map(({ kind, options }) => z.strictObject({ kind: z.literal(kind), ...options.shape })) as never,
  )
  .superRefine((trigger: Trigger, context) => {
    if (trigger.kind === 'schedule' && trigger.cron !== undefined && trigger.at !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['at'],
        message: 'Either again and again by `cron`, or once `at` a moment.',
      });
    }
    if (trigger.kind !== 'entry' || (trigger.segment === undefined) !== (trigger.viewedWithin === undefined))
      return;
    context.addIssue({
      code: 'custom',
      path: ['segment'],
      message: 'Say for whom: either a segment, or who looked at it in the last days.',
    });
  });

const exitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...eventMatch, sameKey: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('segment-entered'), segment: segmentKey }),
  z.strictObject({ kind: z.literal('segment-left'), segment: segmentKey }),
]);

const caused = {
  caused: z.enum(CAUSES).optional().describe('Counts since they'),
  within: durationSchema.optional().describe('For'),
};

const goalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...eventMatch, sameKey: z.boolean().optional(), ...caused }),
  z.strictObject({ kind: z.literal('segment-entered'), segment: segmentKey, ...caused }),
  z.strictObject({ kind: z.literal('segment-left'), segment: segmentKey, ...caused }),
]);

const frame = {
  trigger: triggerSchema,
  restartOn: z.array(eventNameSchema).max(20).optional(),
  exits: z.array(exitSchema).max(20).optional(),
  goal: goalSchema.optional(),
  reentry: z.enum(['once', 'after-end', 'always']).optional(),
  reentryPer: z.enum(REENTRY_PER).optional(),
  reentryAfter: durationSchema.optional(),
  rules: flowRulesSchema.optional(),
  start: stepNameSchema,
};

const byName = <S extends z.ZodType>(step: S) =>
  z
    .record(stepNameSchema, step)
    .refine((steps) => Object.keys(steps).length <= MOST_STEPS, `A flow has at most ${MOST_STEPS} steps.`);

/** A flow whose steps are not looked into: kinds that extensions bring are known to the server only. */
export const flowDraftSchema: z.ZodType<FlowDefinition> = z.strictObject({
  ...frame,
  steps: byName(z.looseObject({ kind: z.string().min(1).max(80) }) as unknown as z.ZodType<FlowStep>),
});

/** The whole definition, each step by the options of its kind. Faults name the step and the option. */
export const flowDefinitionSchema = (steps: FlowSteps): z.ZodType<FlowDefinition> => {
  const step = z.looseObject({ kind: z.string() }).transform(({ kind, ...options }, context) => {
    if (!steps.has(kind)) {
      const known = steps.all().map((each) => each.kind);
      context.addIssue({
        code: 'custom',
        path: ['kind'],
        message: `There is no step of the kind "${kind}". There are: ${known.join(', ')}.`,
      });
      return z.NEVER;
    }
    const parsed = (steps.get(kind).options as z.ZodType<object>).safeParse(options);
    if (parsed.success) return { kind, ...parsed.data } as FlowStep;
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
    }
    return z.NEVER;
  });
  return z.strictObject({ ...frame, steps: byName(step) }) as z.ZodType<FlowDefinition>;
};
