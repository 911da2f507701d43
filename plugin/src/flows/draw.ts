import { hash, hashOf } from '../experiments';
import type { RunState } from './run';

/** What a step of chance is drawn by: the person, so that all their runs of a flow go one way; or each run anew. */
export const DRAWN_BY = ['person', 'run'] as const;
export type DrawnBy = (typeof DRAWN_BY)[number];

/** What a person draws in a flow, the same in each of their runs, and another in each flow. */
export const lotOf = (flowId: string, profileId: string): number => hashOf(`${flowId} ${profileId}`);

/**
 * Where it falls between 0 and 1 (exclusive) at a step: whoever tries again, and whoever replays it, falls there again.
 * Left out, and for a run that began before people drew lots, it is drawn by the run.
 */
export const drawAt = (node: string, { runId, lot }: RunState, by: DrawnBy = 'run'): number =>
  hash(node, by === 'person' && lot !== undefined ? String(lot) : runId, 2) ?? 0;
