import type { Called } from './called';

/** Something that publishing refuses: where, and what is wrong, in words. */
export interface FlowProblem {
  readonly path: string;
  /** The step it is marked on; null for the flow as a whole. */
  readonly step: string | null;
  readonly message: string;
}

export const problem = (path: string, message: string, step: string | null = null): FlowProblem => ({
  path,
  step,
  message,
});

export const missing = (what: string, key: string): string => `There is no ${what} "${key}".`;

export const ofVisits = (called: Called, key: string): string =>
  `The segment “${called.segment(key)}” is judged at each visit, by what the request says; a flow cannot ask for it.`;
