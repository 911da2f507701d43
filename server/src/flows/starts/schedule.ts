import { hasForesight, parseDuration, scheduleTimes, type FlowDefinition } from '../../../../plugin/src';
import type { Clock, Transact, Tx } from '../../ports';
import type { Catalogue } from '../catalogue';
import type { CallStore } from './call-store';
import type { TodayStart } from '../publishing/publishing';
import type { DueFlow, ScheduleStore, Slot } from './schedule-store';
import type { Today } from './today';

/** Whom whole starts are about, a portion at a time. */
export interface Audiences {
  /** Members of a segment by profile id, after this one. */
  readonly members: (tx: Tx, segment: string, after: string, limit: number) => Promise<readonly string[]>;
  /** All people by profile id, after this one. */
  readonly everybody: (tx: Tx, after: string, limit: number) => Promise<readonly string[]>;
  /** Those whose events since then named this product, by profile id, after this one. */
  readonly viewers: (
    tx: Tx,
    productId: string,
    since: number,
    after: string,
    limit: number,
  ) => Promise<readonly string[]>;
}

interface Needs extends Audiences {
  readonly store: ScheduleStore;
  readonly calls: Pick<CallStore, 'add'>;
  readonly today: Today;
  readonly catalogue: Catalogue;
  readonly transact: Transact;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  readonly now: Clock;
}

const PORTION = 200;

/**
 * Starts whole segments at their times. Opening a slot is one conditional write, so that of two processes one
 * does it; its people are then told in portions, each with the cursor in the same transaction. What was missed
 * while nothing ran is made up for once, not once for each time missed.
 */
export const createSchedule = (needs: Needs) => {
  const { store, calls, today, catalogue, transact, members, everybody, viewers, queue, now } = needs;
  const openDue = async (flow: DueFlow): Promise<void> => {
    const { definition } = await catalogue.version(null, flow.id, flow.version);
    const { trigger } = definition;
    const next = trigger.kind === 'schedule' ? scheduleTimes(trigger, now())[0] : null;
    await transact((tx) => store.open(tx, flow, next ?? null));
  };

  const audience = async (tx: Tx, definition: FlowDefinition, slot: Slot): Promise<readonly string[]> => {
    const { trigger } = definition;
    const { cursor, event, at } = slot;
    if (hasForesight(definition)) return everybody(tx, cursor, PORTION);
    if (trigger.kind === 'schedule') return members(tx, trigger.segment, cursor, PORTION);
    if (trigger.kind !== 'entry' || !event) return [];
    if (trigger.segment !== undefined) return members(tx, trigger.segment, cursor, PORTION);
    const since = at - (parseDuration(trigger.viewedWithin ?? '') ?? 0);
    return viewers(tx, String(event.properties.product_id), since, cursor, PORTION);
  };

  /** Those who qualified before: each has a time of their own. */
  const tellToday = async (tx: Tx, definition: FlowDefinition, slot: Slot, how: TodayStart) => {
    const { flowId, at } = slot;
    const { last, done, calls: starts } = await today.portion(tx, definition, slot, how, PORTION);
    await calls.add(
      tx,
      starts.map((start) => ({
        ...start,
        id: `${flowId}:${at}:${start.profileId}:${start.key ?? ''}`,
        flowId,
      })),
    );
    for (const start of starts) await queue(tx, [start.profileId], Math.max(start.at, now()));
    await store.advance(tx, slot, last ?? slot.cursor, done);
    return true;
  };

  const tellPortion = (): Promise<boolean> =>
    transact(async (tx) => {
      const slot = await store.takeOpen(tx);
      if (!slot) return false;
      const { definition } = await catalogue.version(tx, slot.flowId, slot.version);
      if (slot.today) return tellToday(tx, definition, slot, slot.today);
      const ids = await audience(tx, definition, slot);
      await store.tell(tx, slot, hasForesight(definition) ? 'look' : 'start', ids);
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
