import { z } from 'zod';

import { segmentKeySchema } from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { segmentEntered, segmentLeft } from './behaviour';

const options = z.strictObject({ segment: segmentKeySchema.describe('Segment') });

export const segmentEnteredKind = defineFlowTrigger({
  kind: 'segment-entered',
  label: 'Somebody enters a segment',
  options,
  behaviour: segmentEntered,
});

export const segmentLeftKind = defineFlowTrigger({
  kind: 'segment-left',
  label: 'Somebody leaves a segment',
  options,
  behaviour: segmentLeft,
});
