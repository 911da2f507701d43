import { z } from 'zod';

import { durationFault, windowFault } from './window';

const textWithout = (faultOf: (text: unknown) => string | undefined): z.ZodType<string> =>
  z.custom<string>().superRefine((value, context) => {
    const message = faultOf(value);
    if (message) context.addIssue({ code: 'custom', message });
  });

/** A length of time, one second to a hundred years. */
export const durationSchema = textWithout(durationFault);

/** A length of time, or a calendar period. */
export const windowSchema = textWithout(windowFault);
