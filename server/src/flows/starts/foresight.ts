import { foreseen, hasForesight, stillHolds, type Facts } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Alarm, AlarmStore } from './alarm-store';
import type { PublishedFlow } from '../catalogue';
import type { OpenFlow } from '../flow-store';

interface Known {
  readonly open: OpenFlow;
  readonly flow: PublishedFlow;
}

interface Needs {
  readonly alarms: Pick<AlarmStore, 'of' | 'replace'>;
}

interface Ahead {
  /** Alarms whose time has come, the earliest first. */
  readonly due: readonly Alarm[];
  /** When the next one comes. */
  readonly until: number | null;
}

const same = (a: readonly Alarm[], b: readonly Alarm[]): boolean => JSON.stringify(a) === JSON.stringify(b);

const inOrder = (a: Alarm, b: Alarm): number => a.at - b.at || (a.flowId < b.flowId ? -1 : 1);

/**
 * Starts by the clock of each person: a date, a silence. What lies ahead is reckoned anew at each of their turns and
 * kept, so that what came due while nothing ran still counts, and counts once.
 */
export const createForesight =
  ({ alarms }: Needs) =>
  async (
    tx: Tx,
    profileId: string,
    flows: readonly Known[],
    facts: () => Promise<Facts>,
    now: number,
  ): Promise<Ahead> => {
    const looking = flows.filter(({ flow }) => hasForesight(flow.definition));
    if (looking.length === 0) return { due: [], until: null };
    const live = new Set(looking.flatMap(({ open }) => (open.status === 'live' ? [open.id] : [])));
    const paused = new Set(looking.flatMap(({ open }) => (open.status === 'paused' ? [open.id] : [])));
    const kept = [...(await alarms.of(tx, profileId))].sort(inOrder);
    const known = live.size > 0 ? await facts() : undefined;
    const due = kept.filter((alarm) => {
      const its = looking.find(({ open }) => open.id === alarm.flowId);
      return live.has(alarm.flowId) && alarm.at <= now && its && known
        ? stillHolds(its.flow.definition, known, alarm)
        : false;
    });
    const ahead = looking.flatMap(({ open, flow }): readonly Alarm[] =>
      known && live.has(open.id)
        ? foreseen(flow.definition, known, now).map((one) => ({ ...one, flowId: open.id }))
        : [],
    );
    // Those of a paused flow wait as they are.
    const next = [...ahead, ...kept.filter(({ flowId }) => paused.has(flowId))].sort(inOrder);
    if (!same(kept, next)) await alarms.replace(tx, profileId, next);
    const first = next.find(({ flowId }) => live.has(flowId));
    return { due, until: first?.at ?? null };
  };
