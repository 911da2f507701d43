import { z } from 'zod';

import { defineFlowStep } from '../../step';
import { end } from './behaviour';

export const endStep = defineFlowStep({
  kind: 'end',
  label: 'End',
  options: z.strictObject({}),
  behaviour: end,
});
