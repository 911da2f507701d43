import {
  endingEvents,
  isEventMatch,
  isStillOpen,
  pastStarts,
  type EventFact,
  type FlowDefinition,
  type PastStart,
} from '../../../plugin/src';
import type { Tx } from '../ports';
import { placeIn, type TodayStart } from './publishing';
import type { Slot } from './schedule-store';

/** Somebody with when they came into a segment; null where that does not matter. */
export interface Qualified {
  readonly profileId: string;
  readonly since: number | null;
}

export interface TodayAudiences {
  /** Members of a segment by profile id, after this one, with when they came in. */
  readonly membersSince: (
    tx: Tx,
    segment: string,
    after: string,
    limit: number,
  ) => Promise<readonly Qualified[]>;
  /** Those who did this since then, by profile id, after this one; `*` is anything. */
  readonly doers: (
    tx: Tx,
    name: string,
    since: number,
    after: string,
    limit: number,
  ) => Promise<readonly Qualified[]>;
  readonly countMembers: (tx: Tx, segment: string) => Promise<number>;
  readonly countDoers: (tx: Tx, name: string, since: number) => Promise<number>;
}

interface Needs {
  readonly audiences: TodayAudiences;
  readonly history: (
    tx: Tx,
    profileId: string,
    names: readonly string[],
  ) => Promise<Readonly<Record<string, readonly EventFact[]>>>;
}

/** A start of somebody who qualifies already. */
export interface TodayCall extends PastStart {
  readonly profileId: string;
  /** Its waits count from `at`, which lies behind. */
  readonly backdated: boolean;
}

/** Those who would have come in had the flow been live before: counted, and started in portions. */
export const createToday = ({ audiences, history }: Needs) => {
  const timed = (profileId: string, start: PastStart, { at }: Slot, { how, over }: TodayStart): TodayCall => {
    if (how === 'own-dates') return { ...start, profileId, backdated: true };
    const when = how === 'spread' ? at + placeIn(profileId, over) : at;
    return { ...start, profileId, at: when, backdated: false };
  };

  return {
    async count(
      tx: Tx,
      { trigger, exits = [], goal }: FlowDefinition,
      since: number,
    ): Promise<{ readonly people: number; readonly exact: boolean } | null> {
      if (trigger.kind === 'segment-entered') {
        return {
          people: await audiences.countMembers(tx, trigger.segment),
          exact: exits.length === 0 && !goal,
        };
      }
      if (!isEventMatch(trigger)) return null;
      const exact = trigger.where === undefined && exits.length === 0 && !goal;
      return { people: await audiences.countDoers(tx, trigger.name, since), exact };
    },

    /** The next portion of people, and where each of them starts. */
    async portion(tx: Tx, definition: FlowDefinition, slot: Slot, today: TodayStart, limit: number) {
      const { trigger } = definition;
      const people =
        trigger.kind === 'segment-entered'
          ? await audiences.membersSince(tx, trigger.segment, slot.cursor, limit)
          : isEventMatch(trigger)
            ? await audiences.doers(tx, trigger.name, today.since, slot.cursor, limit)
            : [];
      const calls: TodayCall[] = [];
      for (const { profileId, since } of people) {
        const names = [...endingEvents(definition), ...(isEventMatch(trigger) ? [trigger.name] : [])];
        const events = Object.values(await history(tx, profileId, names)).flat();
        const entered = since !== null && isStillOpen(definition, since, events);
        const starts: readonly PastStart[] =
          since === null
            ? pastStarts(definition, events, today.since)
            : entered
              ? [{ key: null, at: since, event: null }]
              : [];
        calls.push(...starts.map((start) => timed(profileId, start, slot, today)));
      }
      return { last: people.at(-1)?.profileId, done: people.length < limit, calls };
    },
  };
};

export type Today = ReturnType<typeof createToday>;
