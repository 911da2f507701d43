import { z } from 'zod';

import { describeDuration } from '../../../duration';
import type { SequenceCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { eventNameSchema } from '../../figure/figure.schema';
import { eventsWords } from '../../figure/words';
import { filterSchema } from '../../filter/schema';
import { durationSchema } from '../../window.schema';
import { isForbidden, sequenceBehaviour } from './behaviour';

const MOST_STEPS = 20;

const event = z.strictObject({ name: eventNameSchema, where: filterSchema.optional() });
const forbidden = z.strictObject({ not: event });

/** Which of the two a step is meant to be decides which faults it has. */
const step = z.unknown().transform((value, context) => {
  const isNot = typeof value === 'object' && value !== null && 'not' in value;
  const checked = (isNot ? forbidden : event).safeParse(value);
  if (checked.success) return checked.data;
  for (const { path, message } of checked.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
}) as unknown as z.ZodType<SequenceCondition['steps'][number]>;

const options: z.ZodType<SequenceCondition> = z
  .strictObject({
    kind: z.literal('sequence'),
    steps: z.array(step).min(2).max(MOST_STEPS).describe('in order; { "not": … } must not happen there'),
    within: durationSchema.optional().describe('from the first step on'),
  })
  .superRefine(({ steps, within }, context) => {
    const [first] = steps;
    const last = steps.at(-1);
    if (first && isForbidden(first)) {
      const message = 'The first step must happen: before it there is nothing to stand between.';
      context.addIssue({ code: 'custom', path: ['steps', 0], message });
    }
    if (last && isForbidden(last) && within === undefined) {
      const message = 'A last step that must not happen needs a "within": else its time never ends.';
      context.addIssue({ code: 'custom', path: ['within'], message });
    }
  });

const stepWords = ({ steps }: SequenceCondition): string =>
  steps.map((one) => (isForbidden(one) ? `not ${eventsWords(one.not)}` : eventsWords(one))).join(', then ');

const windowWords = ({ within }: SequenceCondition): string =>
  within === undefined ? '' : ` within ${describeDuration(within)}`;

export const sequenceDefinition = defineConditionKind<SequenceCondition>({
  kind: 'sequence',
  label: 'Sequence',
  options,
  behaviour: sequenceBehaviour,
  describe: (condition) => `did ${stepWords(condition)}${windowWords(condition)}`,
  explain(condition, { value, actual }) {
    const words = `${stepWords(condition)}${windowWords(condition)}`;
    const steps = condition.steps.filter((one) => !isForbidden(one)).length;
    return value ? `did ${words}` : `came to step ${String(actual)} of ${steps} in ${words}`;
  },
});
