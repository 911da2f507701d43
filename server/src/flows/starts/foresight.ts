import { foreseen, hasForesight, stillHolds, type Facts } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { RunStore } from '../turn/run-store';
import type { Alarm, AlarmStore } from './alarm-store';
import type { Call } from './call-store';
import type { PublishedFlow } from '../catalogue';
import type { OpenFlow } from '../flow-store';

interface Known {
  readonly open: OpenFlow;
  readonly flow: PublishedFlow;
}

interface Needs {
  readonly alarms: Pick<AlarmStore, 'of' | 'replace'>;
  readonly runs: Pick<RunStore, 'lastEntered'>;
}

interface Ahead {
  /** Alarms whose time has come, the earliest first, and starts that nobody had foreseen. */
  readonly due: readonly Alarm[];
  /** When the next one comes. */
  readonly until: number | null;
}

const same = (a: readonly Alarm[], b: readonly Alarm[]): boolean => JSON.stringify(a) === JSON.stringify(b);

const inOrder = (a: Alarm, b: Alarm): number => a.at - b.at || (a.flowId < b.flowId ? -1 : 1);

/** Since when a first look at this flow looks; undefined where it is none. */
const looksFrom = (called: readonly Call[], flowId: string): number | undefined =>
  called
    .filter((call) => call.flowId === flowId)
    .flatMap(({ lookFrom = null }) => (lookFrom === null ? [] : [lookFrom]))
    .sort((a, b) => a - b)[0];

/**
 * Starts by the clock of each person: a date, a silence. What lies ahead is reckoned anew at each of their turns and
 * kept, so that what came due while nothing ran still counts, and counts once.
 *
 * A flow that goes live looks at people one after another. Whose moment came after that, and before the first look at
 * them, begins with the look (`lookFrom` of a call, which each has once), unless a turn that came earlier has seen to it.
 */
export const createForesight = ({ alarms, runs }: Needs) => {
  const missed = async (
    tx: Tx,
    profileId: string,
    { open, flow }: Known,
    known: Facts,
    { from, now, due }: { readonly from: number; readonly now: number; readonly due: readonly Alarm[] },
  ): Promise<readonly Alarm[]> => {
    const flowId = open.id;
    const found: Alarm[] = [];
    for (const one of foreseen(flow.definition, known, from)) {
      if (one.at > now || due.some((alarm) => alarm.flowId === flowId && alarm.key === one.key)) continue;
      const last = await runs.lastEntered(tx, { flowId, profileId, key: one.key });
      if (last === null || last < one.at) found.push({ ...one, flowId });
    }
    return found;
  };

  return async (
    tx: Tx,
    profileId: string,
    flows: readonly Known[],
    called: readonly Call[],
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
    const late: Alarm[] = [];
    for (const its of looking) {
      const from = looksFrom(called, its.open.id);
      if (!known || !live.has(its.open.id) || from === undefined) continue;
      late.push(...(await missed(tx, profileId, its, known, { from, now, due })));
    }
    const ahead = looking.flatMap(({ open, flow }): readonly Alarm[] =>
      known && live.has(open.id)
        ? foreseen(flow.definition, known, now).map((one) => ({ ...one, flowId: open.id }))
        : [],
    );
    // Those of a paused flow wait as they are.
    const next = [...ahead, ...kept.filter(({ flowId }) => paused.has(flowId))].sort(inOrder);
    if (!same(kept, next)) await alarms.replace(tx, profileId, next);
    const first = next.find(({ flowId }) => live.has(flowId));
    return { due: [...due, ...late], until: first?.at ?? null };
  };
};
