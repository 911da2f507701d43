import {
  alreadyIn,
  endingEvents,
  liveKey,
  noFacts,
  startingEvents,
  startsBehind,
  type Already,
  type EventFact,
  type FlowDefinition,
  type Foreseen,
  type JsonObject,
  type Stretch,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import { isTooSoon } from './beginning';
import { placeIn, type QualifyToday, type TodayStart } from '../publishing/publishing';
import type { RunStore } from '../turn/run-store';
import type { Slot } from './schedule-store';

/** Somebody who may qualify; `crossedAt` is when they came into a segment, or left it, and null where that is not why. */
export interface Candidate {
  readonly profileId: string;
  readonly crossedAt: number | null;
  readonly timezone: string | null;
  readonly traits: JsonObject;
}

export interface TodayAudiences {
  /** By profile id, after this one. */
  readonly people: (tx: Tx, among: Already, after: string, limit: number) => Promise<readonly Candidate[]>;
  /** So many of them, whoever they are, and all where there are no more. */
  readonly sample: (tx: Tx, among: Already, most: number) => Promise<readonly Candidate[]>;
  readonly count: (tx: Tx, among: Already) => Promise<number>;
}

interface Needs {
  readonly audiences: TodayAudiences;
  readonly runs: Pick<RunStore, 'isHeld' | 'lastEntered'>;
  readonly history: (
    tx: Tx,
    profileId: string,
    names: readonly string[],
  ) => Promise<Readonly<Record<string, readonly EventFact[]>>>;
}

/** A start of somebody who qualifies already. */
export interface TodayCall extends Foreseen {
  readonly profileId: string;
  /** Its waits count from `at`, which lies behind. */
  readonly backdated: boolean;
  /** When they qualified: it begins unless something has ended it since. */
  readonly asOf: number;
}

/** The flow that is asked about. */
export interface AskedFlow {
  readonly flowId: string;
  readonly definition: FlowDefinition;
  /** Nobody has ever been in it. */
  readonly isNew: boolean;
}

/** So many are asked one by one for a number; of more, the others are taken to be as these. */
const MOST_ASKED = 1_000;

/** Those who would have come in had the flow been live before: counted, and started in portions. */
export const createToday = ({ audiences, history, runs }: Needs) => {
  const timed = (profileId: string, start: Foreseen, { at }: Slot, { how, over }: TodayStart): TodayCall => {
    const call = { ...start, profileId, asOf: start.at };
    if (how === 'own-dates') return { ...call, backdated: true };
    const when = how === 'spread' ? at + placeIn(profileId, over) : at;
    return { ...call, at: when, backdated: false };
  };

  const startsOf = async (
    tx: Tx,
    definition: FlowDefinition,
    { profileId, crossedAt, timezone, traits }: Candidate,
    stretch: Stretch,
  ): Promise<readonly Foreseen[]> => {
    const names = [...endingEvents(definition), ...startingEvents(definition)];
    const events = names.length === 0 ? {} : await history(tx, profileId, names);
    const profile = { id: profileId, createdAt: 0, firstSeenAt: null, lastSeenAt: null, timezone };
    return startsBehind(definition, { ...noFacts(), profile, traits, events }, crossedAt, stretch);
  };

  /** Whether the flow's rule for coming in again lets them. */
  const mayEnter = async (
    tx: Tx,
    { flowId, definition, isNew }: AskedFlow,
    profileId: string,
    starts: readonly Foreseen[],
    now: number,
  ): Promise<boolean> => {
    if (isNew) return true;
    for (const { key } of starts) {
      const start = { flowId, profileId, key };
      const isHeld =
        definition.reentry !== 'always' &&
        (await runs.isHeld(tx, liveKey(definition, { ...start, runId: '' })));
      if (!isHeld && !(await isTooSoon(runs, tx, definition, start, now))) return true;
    }
    return false;
  };

  return {
    /** How many they are; null where nobody can know. */
    async count(tx: Tx, flow: AskedFlow, stretch: Stretch): Promise<QualifyToday | null> {
      const { definition, isNew } = flow;
      const { exits = [], goal } = definition;
      const among = alreadyIn(definition, stretch);
      if (!among) return null;
      const looksBack = among.of !== 'segment';
      const found = await audiences.count(tx, among);
      if (among.enough && exits.length === 0 && !goal && isNew) {
        return { people: found, inside: 0, exact: true, looksBack };
      }
      const asked = await audiences.sample(tx, among, MOST_ASKED);
      let [people, inside] = [0, 0];
      for (const one of asked) {
        const starts = await startsOf(tx, definition, one, stretch);
        if (starts.length === 0) continue;
        if (await mayEnter(tx, flow, one.profileId, starts, stretch.now)) people += 1;
        else inside += 1;
      }
      const exact = found <= asked.length;
      const ofAll = (count: number): number => (exact ? count : Math.round((found * count) / asked.length));
      return { people: ofAll(people), inside: ofAll(inside), exact, looksBack };
    },

    countAll: (tx: Tx, segment: string): Promise<number> =>
      audiences.count(tx, { of: 'segment', segment, enough: true }),

    /** The next portion of people, and where each of them starts. */
    async portion(tx: Tx, definition: FlowDefinition, slot: Slot, today: TodayStart, limit: number) {
      const stretch = { since: today.since, now: slot.asOf };
      const among = alreadyIn(definition, stretch);
      const people = among ? await audiences.people(tx, among, slot.cursor, limit) : [];
      const calls: TodayCall[] = [];
      for (const one of people) {
        const starts = await startsOf(tx, definition, one, stretch);
        calls.push(...starts.map((start) => timed(one.profileId, start, slot, today)));
      }
      return { last: people.at(-1)?.profileId, done: people.length < limit, calls };
    },
  };
};

export type Today = ReturnType<typeof createToday>;
