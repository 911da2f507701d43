import { contextBehaviour } from './context/behaviour';
import { eventBehaviour } from './event/behaviour';
import { listBehaviour } from './list/behaviour';
import { recencyBehaviour } from './recency/behaviour';
import { segmentBehaviour } from './segment/behaviour';
import { traitBehaviour } from './trait/behaviour';
import type { AnyBehaviour } from '../compile';

/** What the built-in kinds do, without what the browser need not carry. */
export const builtInBehaviours = [
  traitBehaviour,
  eventBehaviour,
  recencyBehaviour,
  segmentBehaviour,
  listBehaviour,
  contextBehaviour,
] as readonly unknown[] as readonly AnyBehaviour[];
