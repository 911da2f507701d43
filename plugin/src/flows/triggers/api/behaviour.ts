import type { ApiTrigger } from '../../flow';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

export const api: FlowTriggerBehaviour<ApiTrigger> = {
  kind: 'api',
  describe: () => 'When another program says so',
};
