import { z } from 'zod';

import { isCron } from '../../../time';
import { segmentKeySchema, zoneSchema } from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { schedule } from './behaviour';

export const scheduleKind = defineFlowTrigger({
  kind: 'schedule',
  label: 'A schedule for a segment',
  options: z.strictObject({
    cron: z
      .string()
      .refine(isCron, 'A schedule is five fields: minute hour day month weekday, as 0 9 * * 1.')
      .describe('Times'),
    timezone: zoneSchema.describe('Time zone'),
    segment: segmentKeySchema.describe('Segment'),
  }),
  behaviour: schedule,
});
