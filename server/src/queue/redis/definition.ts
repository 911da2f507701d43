import { z } from 'zod';

import { defineJobQueue } from '../../../../plugin/src';
import { openBullmq } from './bullmq';

export const redisQueue = defineJobQueue({
  kind: 'redis',
  label: 'Redis (BullMQ)',
  options: z.strictObject({
    redis: z.url({
      protocol: /^rediss?$/,
      error: 'The address of a Redis begins with redis:// or rediss://.',
    }),
    prefix: z.string().min(1).default('attune').describe('keeps installations on one Redis apart'),
  }),
  open: openBullmq,
});
