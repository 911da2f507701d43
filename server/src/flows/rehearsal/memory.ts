import type { LeftStep } from '../../../../plugin/src';
import type { Alarm, AlarmStore } from '../starts/alarm-store';
import type { Call, CallStore } from '../starts/call-store';
import type { OutboxRow, OutboxStore, SettledEffect } from '../outbox/outbox-store';
import type { RunStore, StoredRun } from '../turn/run-store';
import type { SentMessage } from './recorded';

/** A row of the outbox that only ever lay in memory. */
export type RehearsedEffect = { -readonly [Field in keyof OutboxRow]: OutboxRow[Field] };

const FINAL: ReadonlySet<string> = new Set(['sent', 'failed', 'unknown', 'skipped']);

/** A message of another flow, as the rules look at it. */
const rowOf = ({ id, kind, profileId, payload, sentAt }: SentMessage): OutboxRow => ({
  ...{ id, kind, profileId, payload, sentAt, status: 'sent', createdAt: sentAt, dueAt: sentAt },
  ...{ flowId: null, runId: null, node: null, attempts: 1, reason: null, messageId: null },
  ...{ claimedAt: null, waitedFor: null },
});

/**
 * What the engine keeps of one person, in memory and for one walk: the engine that moves people through live flows
 * runs on it as it is, and nothing is written.
 */
export const createMemory = (planned: readonly Call[], messages: readonly SentMessage[]) => {
  const runs = new Map<string, StoredRun>();
  const held = new Map<string, string>();
  const left = new Map<string, LeftStep[]>();
  const effects = new Map<string, RehearsedEffect>();
  const waiting = [...planned].sort((a, b) => a.at - b.at);
  let alarms: readonly Alarm[] = [];
  let now = 0;

  const put = (run: StoredRun): void => {
    const before = runs.get(run.id)?.liveKey;
    if (before && before !== run.liveKey) held.delete(before);
    if (run.liveKey !== null) held.set(run.liveKey, run.id);
    runs.set(run.id, run);
  };

  const runStore: Pick<RunStore, 'running' | 'insert' | 'save' | 'insertLeft' | 'lastEntered' | 'get'> = {
    running: async () => [...runs.values()].filter(({ state }) => state.status === 'running'),
    async insert(_tx, run) {
      if (run.liveKey !== null && held.has(run.liveKey)) return false;
      put(run);
      return true;
    },
    save: async (_tx, moved) => moved.forEach(put),
    async insertLeft(_tx, added) {
      for (const { run, left: steps } of added) left.set(run.id, [...(left.get(run.id) ?? []), ...steps]);
    },
    async lastEntered(_tx, { flowId, key }) {
      const times = [...runs.values()]
        .filter((run) => run.flowId === flowId && (key === undefined || run.state.key === key))
        .map(({ enteredAt }) => enteredAt);
      return times.length > 0 ? Math.max(...times) : null;
    },
    get: async (_tx, id) => runs.get(id),
  };
  const outbox: Pick<OutboxStore, 'enqueue' | 'outcomes' | 'askedOf'> = {
    async enqueue(_tx, fresh) {
      for (const { settled, ...effect } of fresh) {
        if (effects.has(effect.id)) continue;
        const row: RehearsedEffect = {
          ...effect,
          ...{ attempts: 0, reason: settled?.reason ?? null },
          // Whoever reviews lets every mail go.
          status: settled?.status === 'held' ? 'queued' : (settled?.status ?? 'queued'),
          ...{ messageId: null, sentAt: settled?.sentAt ?? null, claimedAt: null, waitedFor: null },
        };
        effects.set(effect.id, row);
      }
    },
    askedOf: async (_tx, _profileId, since) => [
      ...[...effects.values()].filter((row) => row.status === 'queued' || (row.sentAt ?? since) > since),
      ...messages.filter(({ sentAt }) => sentAt > since && sentAt <= now).map(rowOf),
    ],
    outcomes: async (_tx, ids) =>
      ids.flatMap((id): SettledEffect[] => {
        const row = effects.get(id);
        if (!row || !FINAL.has(row.status)) return [];
        return [{ id, kind: row.kind, status: row.status as SettledEffect['status'], reason: row.reason }];
      }),
  };
  const calls: Pick<CallStore, 'take'> = {
    async take(_tx, [profileId = '']) {
      const later = waiting.findIndex(({ at }) => at > now);
      const due = waiting.splice(0, later < 0 ? waiting.length : later);
      return new Map([[profileId, { due, next: waiting[0]?.at ?? null }]]);
    },
  };
  const alarmStore: Pick<AlarmStore, 'of' | 'replace'> = {
    of: async () => alarms,
    async replace(_tx, _profileId, next) {
      alarms = next;
    },
  };

  return {
    ...{ runStore, outbox, calls, alarmStore },
    setNow: (at: number): void => void (now = at),
    nextCall: (): number => waiting[0]?.at ?? Infinity,
    effect: (id: string) => effects.get(id),
    effects: () => [...effects.values()],
    runs: () => [...runs.values()],
    leftBy: (runId: string): readonly LeftStep[] => left.get(runId) ?? [],
  };
};

export type Memory = ReturnType<typeof createMemory>;
