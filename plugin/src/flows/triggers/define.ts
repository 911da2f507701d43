import type { z } from 'zod';

import type { FlowTriggerBehaviour, FlowTriggerDefinition } from '../trigger-kind';

/** Declares a kind of trigger; its options are a strict object without `kind`. */
export const defineFlowTrigger = <Shape extends z.ZodRawShape, Options>(definition: {
  readonly kind: string;
  readonly label: string;
  readonly options: z.ZodObject<Shape, z.core.$strict>;
  readonly behaviour: FlowTriggerBehaviour<Options>;
}): FlowTriggerDefinition => definition as unknown as FlowTriggerDefinition;
