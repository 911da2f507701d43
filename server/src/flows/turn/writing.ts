import { BEFORE_PUBLISHING, HELD_FOR_REVIEW, type Effect } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { InwardHandler } from '../outbox/effect';
import type { Moving } from './moving';
import type { NewEffect, OutboxStore } from '../outbox/outbox-store';
import { OVERDUE_SKIPPED, placeIn } from '../publishing/publishing';
import type { RunStore } from './run-store';
import { EXPIRED } from '../outbox/still-wanted';

interface Needs {
  readonly runs: Pick<RunStore, 'save' | 'insertLeft'>;
  readonly outbox: Pick<OutboxStore, 'enqueue'>;
  readonly inward: (kind: string) => InwardHandler | undefined;
}

const skipped = (reason: string) => ({ status: 'skipped', reason }) as const;

const queuedOf = ({ run }: Moving, { id, kind, node, at, payload }: Effect): NewEffect => ({
  ...{ id, kind, node, payload, dueAt: at, createdAt: at },
  ...{ profileId: run.profileId, flowId: run.flowId, runId: run.id },
});

/** Keeps what turns have come to: the runs, the steps they left, and what is to be done. */
export const createWriting = ({ runs, outbox, inward }: Needs) => {
  /** What is to be done to our own data is done here, in the transaction that keeps the run's state. */
  const carriedOut = async (tx: Tx, moving: Moving, effect: Effect): Promise<NewEffect> => {
    const { id, kind, at, payload } = effect;
    const { state } = moving.run;
    const queued = queuedOf(moving, effect);
    const { overdue } = moving;
    const isOverdue = overdue !== null && (effect.due ?? at) < overdue.before;
    const handler = inward(kind);
    if (isOverdue && overdue.how === 'skip') {
      moving.settled ||= state.awaits === id;
      return { ...queued, settled: skipped(OVERDUE_SKIPPED) };
    }
    if (!handler && isOverdue) {
      return { ...queued, dueAt: Math.max(at, overdue.before + placeIn(moving.run.profileId, overdue.over)) };
    }
    if (!handler) {
      const { review } = payload;
      return review === true ? { ...queued, settled: { status: 'held', reason: HELD_FOR_REVIEW } } : queued;
    }
    // A run that ended in this very turn wants it no more.
    if (state.awaits !== id || state.status === 'ended') {
      return { ...queued, settled: skipped('the run ended') };
    }
    moving.settled = true;
    const { expiresAt } = payload;
    if (typeof expiresAt === 'number' && expiresAt <= at) {
      return { ...queued, settled: skipped(EXPIRED) };
    }
    const applied = await handler.apply(tx, queued);
    return applied.outcome === 'done'
      ? { ...queued, settled: { status: 'sent', sentAt: at } }
      : { ...queued, settled: { status: 'failed', reason: applied.reason } };
  };

  return async (tx: Tx, moved: readonly Moving[]): Promise<void> => {
    const touched = moved.filter((one) => one.touched);
    await runs.save(
      tx,
      touched.map(({ run }) => run),
    );
    await runs.insertLeft(tx, touched);
    const effects: NewEffect[] = [];
    for (const moving of touched) {
      for (const effect of moving.undone) {
        effects.push({ ...queuedOf(moving, effect), settled: skipped(BEFORE_PUBLISHING) });
      }
      for (const effect of moving.effects) effects.push(await carriedOut(tx, moving, effect));
    }
    await outbox.enqueue(tx, effects);
  };
};
