import { nextCronTimes } from '../../../plugin/src';
import type { Clock, Transact, Tx } from '../ports';
import type { Catalogue } from './catalogue';
import type { DueFlow, ScheduleStore } from './schedule-store';

interface Needs {
  readonly store: ScheduleStore;
  readonly catalogue: Catalogue;
  readonly transact: Transact;
  /** Members of a segment by profile id, after this one. */
  readonly members: (tx: Tx, segment: string, after: string, limit: number) => Promise<readonly string[]>;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  readonly now: Clock;
}

const PORTION = 200;

/**
 * Starts whole segments at their times. Opening a slot is one conditional write, so that of two processes one
 * does it; its people are then told in portions, each with the cursor in the same transaction. What was missed
 * while nothing ran is made up for once, not once for each time missed.
 */
export const createSchedule = ({ store, catalogue, transact, members, queue, now }: Needs) => {
  const openDue = async (flow: DueFlow): Promise<void> => {
    const { definition } = await catalogue.version(null, flow.id, flow.version);
    const { trigger } = definition;
    const next = trigger.kind === 'schedule' ? nextCronTimes(trigger.cron, trigger.timezone, now())[0] : null;
    await transact((tx) => store.open(tx, flow, next ?? null));
  };

  const tellPortion = (): Promise<boolean> =>
    transact(async (tx) => {
      const slot = await store.takeOpen(tx);
      if (!slot) return false;
      const { definition } = await catalogue.version(tx, slot.flowId, slot.version);
      const { trigger } = definition;
      const ids = trigger.kind === 'schedule' ? await members(tx, trigger.segment, slot.cursor, PORTION) : [];
      await store.tell(tx, slot, ids);
      await queue(tx, ids, now());
      await store.advance(tx, slot, ids.at(-1) ?? slot.cursor, ids.length < PORTION);
      return true;
    });

  return {
    async work(): Promise<void> {
      for (const flow of await store.due(now())) await openDue(flow);
      while (await tellPortion());
    },
  };
};
