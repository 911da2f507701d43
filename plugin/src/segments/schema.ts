import { z } from 'zod';

import { isSegmentKey } from './segment-key';

/** Lower-case letters, digits and single hyphens: it stands in blocks, flows and addresses for ever. */
export const segmentKeySchema = z
  .string()
  .refine(
    isSegmentKey,
    'A key is made of a-z, 0-9 and hyphens, at most 60 characters, as "returning-customers".',
  );
