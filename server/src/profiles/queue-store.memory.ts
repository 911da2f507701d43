import { joinCauses, type CauseText } from './cause';
import type { QueueStore } from './profile-store';

/** A profile's row in the queue. */
export interface QueuedRow {
  readonly dueAt: number;
  readonly cause: CauseText;
  readonly attempts: number;
  readonly failedWith: string | null;
}

interface State {
  readonly queue: Map<string, QueuedRow>;
  readonly profiles: ReadonlyMap<string, unknown>;
}

/** `state` gives what is kept now: a transaction that fails puts another in its place. */
export const memoryQueue = (state: () => State): QueueStore => ({
  async schedule(_tx, rows) {
    for (const { profileId, dueAt, cause } of rows) {
      const row = state().queue.get(profileId) ?? { dueAt, cause: '', attempts: 0, failedWith: null };
      const joined = joinCauses(row.cause, cause);
      state().queue.set(profileId, { ...row, dueAt: Math.min(row.dueAt, dueAt), cause: joined });
    }
  },
  dueAt: async (profileId) => state().queue.get(profileId)?.dueAt,
  dueAmong: async (_tx, profileIds, now) =>
    profileIds.filter((id) => (state().queue.get(id)?.dueAt ?? Infinity) <= now),
  async take(_tx, profileIds, now) {
    const taken = new Map<string, CauseText>();
    for (const id of profileIds) {
      const row = state().queue.get(id);
      if (row === undefined || row.dueAt > now) continue;
      state().queue.delete(id);
      taken.set(id, row.cause);
    }
    return taken;
  },
  due: async (now, limit) =>
    [...state().queue]
      .filter(([, row]) => row.dueAt <= now)
      .sort(([, a], [, b]) => a.dueAt - b.dueAt)
      .slice(0, limit)
      .map(([profileId, { dueAt }]) => ({ profileId, dueAt })),
  async backOff(_tx, profileId, code, dueAtAfter) {
    const row = state().queue.get(profileId);
    if (!row) return;
    const attempts = row.attempts + 1;
    state().queue.set(profileId, { ...row, attempts, failedWith: code, dueAt: dueAtAfter(attempts) });
  },
  async drop(_tx, profileId) {
    state().queue.delete(profileId);
  },
  async dropGone(_tx, profileIds) {
    for (const id of profileIds) if (!state().profiles.has(id)) state().queue.delete(id);
  },
  waiting: async (now, most) =>
    Math.min(most, [...state().queue.values()].filter(({ dueAt }) => dueAt <= now).length),
  async backlog(now) {
    const rows = [...state().queue.values()];
    return {
      due: rows.filter(({ dueAt }) => dueAt <= now).length,
      oldestDueAt: rows.length === 0 ? null : Math.min(...rows.map(({ dueAt }) => dueAt)),
      failing: rows.filter(({ attempts }) => attempts > 0).length,
    };
  },
});
