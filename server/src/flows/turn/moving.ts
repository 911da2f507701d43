import type { Effect, LeftStep, Transition } from '../../../../plugin/src';
import type { PublishedFlow } from '../catalogue';
import type { OpenFlow } from '../flow-store';
import type { Overdue } from '../publishing/publishing';
import type { StoredRun } from './run-store';

/** A run while it is being moved: written once, at the end of the turn. */
export interface Moving {
  readonly flow: PublishedFlow;
  readonly status: OpenFlow['status'] | 'closed';
  readonly overdue: Overdue | null;
  run: StoredRun;
  touched: boolean;
  readonly effects: Effect[];
  /** Something was carried out here whose outcome the run can take at once. */
  settled: boolean;
  readonly left: LeftStep[];
  /** What a run that began as of an earlier date would have done before now. */
  readonly undone: readonly Effect[];
}

export const take = (moving: Moving, { state, effects, left }: Transition, now: number): void => {
  if (state === moving.run.state) return;
  const ended = state.status === 'ended';
  // Who has come to the end may come in again, though the goal may still count for them.
  const keeps = moving.flow.definition.reentry === 'once' || (!ended && !state.lingers);
  moving.run = {
    ...moving.run,
    state,
    endedAt: ended ? now : null,
    liveKey: keeps ? moving.run.liveKey : null,
  };
  moving.touched = true;
  moving.effects.push(...effects);
  moving.left.push(...left);
};

/** Whether those who are in it go on. */
export const isMoving = (status: Moving['status']): boolean => status === 'live' || status === 'draining';

export const isUnderWay = ({ run }: Moving, flowId: string): boolean =>
  run.flowId === flowId && run.state.status === 'running' && !run.state.lingers;

/** When the first of them must be looked at again. */
export const nextDue = (moving: readonly Moving[]): number | null => {
  const due = moving.flatMap(({ status, run }) =>
    isMoving(status) && run.state.dueAt !== null ? [run.state.dueAt] : [],
  );
  return due.length > 0 ? Math.min(...due) : null;
};
