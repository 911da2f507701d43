import { z } from 'zod';

import { isCron, isLocalMoment } from '../../../time';
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
      .optional()
      .describe('Times'),
    at: z
      .string()
      .refine(isLocalMoment, 'A moment is written as 2026-12-01T09:00.')
      .optional()
      .describe('Once, at'),
    timezone: zoneSchema.describe('Time zone'),
    segment: segmentKeySchema.describe('Segment'),
  }),
  behaviour: schedule,
});
