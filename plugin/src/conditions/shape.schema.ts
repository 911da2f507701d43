import { z } from 'zod';

import type { Condition } from './condition';
import { shapeFault } from './shape';

/**
 * A condition by its form alone: a tree of parts, at most 20 deep and 500 parts large. Which kinds there are, and what
 * each takes, is known to the server only, since extensions bring their own.
 */
export const conditionShapeSchema: z.ZodType<Condition> = z
  .custom<Condition>()
  .superRefine((value, context) => {
    const fault = shapeFault(value);
    if (fault) context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message });
  });
