import { contextBehaviour } from './context/behaviour';
import { eventBehaviour } from './event/behaviour';
import { listBehaviour } from './list/behaviour';
import { randomBehaviour } from './random/behaviour';
import { recencyBehaviour } from './recency/behaviour';
import { scoreBehaviour } from './score/behaviour';
import { segmentBehaviour } from './segment/behaviour';
import { sequenceBehaviour } from './sequence/behaviour';
import { sessionBehaviour } from './session/behaviour';
import { tagBehaviour } from './tag/behaviour';
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
  sequenceBehaviour,
  sessionBehaviour,
  tagBehaviour,
  scoreBehaviour,
  randomBehaviour,
] as readonly unknown[] as readonly AnyBehaviour[];
