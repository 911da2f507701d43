import { contextDefinition } from './context/definition';
import { eventDefinition } from './event/definition';
import { listDefinition } from './list/definition';
import { recencyDefinition } from './recency/definition';
import { segmentDefinition } from './segment/definition';
import { traitDefinition } from './trait/definition';

/** The kinds that ship with the plugin; an extension's stand beside them as equals. */
export const builtInDefinitions = [
  traitDefinition,
  eventDefinition,
  recencyDefinition,
  segmentDefinition,
  listDefinition,
  contextDefinition,
] as const;
