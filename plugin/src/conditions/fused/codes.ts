import { eventCode } from '../kinds/event/code';
import { traitCode } from '../kinds/trait/code';
import type { LeafCode } from './code';

/** The kinds that are written as code; any other is called as the closure it is. */
export const LEAF_CODES: Readonly<Record<string, LeafCode<never>>> = { trait: traitCode, event: eventCode };
