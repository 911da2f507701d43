import { z } from 'zod';

import { defineFlowTrigger } from '../define';
import { api } from './behaviour';

export const apiKind = defineFlowTrigger({
  kind: 'api',
  label: 'Another program',
  options: z.strictObject({}),
  behaviour: api,
});
