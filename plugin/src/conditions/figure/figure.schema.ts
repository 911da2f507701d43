import { z } from 'zod';

import type { EventFigure } from '../condition';
import { filterSchema } from '../filter/schema';
import { windowSchema } from '../window.schema';
import { PATH_FIGURES } from './tally';

const path = z.string().min(1).max(200);

/** A name of an event. */
export const eventNameSchema = z.string().min(1).max(200).describe('* is any event');

/** The options by which events are chosen and summed up. */
export const figureShape = {
  name: eventNameSchema,
  where: filterSchema.optional(),
  within: windowSchema.optional(),
  sum: path.optional().describe('the path of a number in the properties'),
  average: path.optional().describe('the path of a number in the properties'),
  min: path.optional().describe('the path of a number in the properties'),
  max: path.optional().describe('the path of a number in the properties'),
  distinct: path.optional().describe('the path whose different values are counted'),
  first: path.optional().describe('the path that is read in the first of the events'),
  last: path.optional().describe('the path that is read in the last of the events'),
};

/** The figures that a condition names; one at most is right. */
export const figuresIn = (options: EventFigure): readonly string[] =>
  PATH_FIGURES.filter((figure) => options[figure] !== undefined);

export const TWO_FIGURES = 'A condition has one figure: put two into an "all".';

/** A figure that others are compared with or divided by: a number. */
export const numericFigureSchema = z.strictObject(figureShape).superRefine((options, context) => {
  const [first, second] = figuresIn(options);
  if (second) context.addIssue({ code: 'custom', path: [second], message: TWO_FIGURES });
  if (first === 'first' || first === 'last') {
    const message = `"${first}" gives a value and no number: sum, average, min, max, distinct or a count do.`;
    context.addIssue({ code: 'custom', path: [first], message });
  }
});
