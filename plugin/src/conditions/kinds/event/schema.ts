import { z } from 'zod';

import type { EventCondition } from '../../condition';
import { figureShape, figuresIn, numericFigureSchema, TWO_FIGURES } from '../../figure/figure.schema';
import { numberFaults } from '../../filter/faults';
import { numberTestSchema, valueTestSchema } from '../../filter/schema';
import { durationSchema } from '../../window.schema';
import { MOST_STRETCHES, stretchesOf } from './groups';

type Path = readonly (string | number)[];
type Report = (path: Path, message: string) => void;

const figureFaults = (options: EventCondition, report: Report): void => {
  const [figure, second] = figuresIn(options);
  const isValued = figure !== undefined || options.of !== undefined;
  if (second) report([second], TWO_FIGURES);
  if (isValued && options.count !== undefined) {
    const what = figure ? `"${figure}"` : 'A figure divided by another';
    report(['count'], `${what} goes with "value", not with "count": put two into an "all".`);
  }
  if (isValued !== (options.value !== undefined)) {
    const goesWith = figure ?? (options.of ? 'of' : 'sum');
    report(['value'], `"${goesWith}" and "value" go together.`);
  }
  if (options.value === undefined || figure === 'first' || figure === 'last') return;
  for (const { path, message } of numberFaults(options.value, ['value'])) report(path, message);
};

const partFaults = ({ of, by, per, within, ...figure }: EventCondition, report: Report): void => {
  if (of && (by !== undefined || per !== undefined)) {
    report(
      [by === undefined ? 'per' : 'by'],
      'A figure that is divided by another has no "by" and no "per".',
    );
  }
  if (of && (figure.first !== undefined || figure.last !== undefined)) {
    report(['of'], 'What "first" and "last" find is a value, and cannot be divided.');
  }
  if (per === undefined) return;
  if (within === undefined) {
    report(['within'], `"per" cuts a window into parts: say which, as "within": "28d", "per": "7d".`);
  } else if (!stretchesOf(within, per)) {
    report(
      ['per'],
      `"per" must divide "within" evenly, into 2 to ${MOST_STRETCHES} parts, as 7d does 28d; "${per}" does not so divide "${within}".`,
    );
  }
};

export const eventOptions: z.ZodType<EventCondition> = z
  .strictObject({
    kind: z.literal('event'),
    ...figureShape,
    count: numberTestSchema.optional(),
    value: valueTestSchema.optional().describe('what the figure must be'),
    by: z.string().min(1).max(200).optional().describe('true for some value of this path'),
    per: durationSchema.optional().describe('each such part of the window must pass'),
    of: numericFigureSchema.optional().describe('what the figure is divided by'),
  })
  .superRefine((options, context) => {
    const report: Report = (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
    figureFaults(options, report);
    partFaults(options, report);
  });
