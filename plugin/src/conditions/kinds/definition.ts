import { contextDefinition } from './context/definition';
import { eventDefinition } from './event/definition';
import { listDefinition } from './list/definition';
import { randomDefinition } from './random/definition';
import { recencyDefinition } from './recency/definition';
import { scoreDefinition } from './score/definition';
import { segmentDefinition } from './segment/definition';
import { sequenceDefinition } from './sequence/definition';
import { sessionDefinition } from './session/definition';
import { tagDefinition } from './tag/definition';
import { traitDefinition } from './trait/definition';

/** The kinds that ship with the plugin; an extension's stand beside them as equals. */
export const builtInDefinitions = [
  traitDefinition,
  eventDefinition,
  recencyDefinition,
  segmentDefinition,
  listDefinition,
  contextDefinition,
  sequenceDefinition,
  sessionDefinition,
  tagDefinition,
  scoreDefinition,
  randomDefinition,
] as const;
