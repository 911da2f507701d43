import {
  EMAIL_SENT,
  hasForesight,
  isMessage,
  newPace,
  type EventFact,
  type Facts,
  type FlowDefinition,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { PastPerson } from '../../segments';
import { createAdvance } from '../turn/advance';
import type { Call } from '../starts/call-store';
import type { Catalogue } from '../catalogue';
import type { OpenFlow } from '../flow-store';
import { createForesight } from '../starts/foresight';
import type { FlowInput } from '../turn/moves';
import type { OutboxRow } from '../outbox/outbox-store';
import type { PaceStore } from '../outbox/pace-store';
import { createSending } from '../outbox/sending';
import { createStillWanted } from '../outbox/still-wanted';
import {
  createAssumedInward,
  createAssumedOutward,
  nothingChanged,
  withChanges,
  type Named,
  type Reach,
} from './assumed';
import { createMemory } from './memory';
import { createHappened } from './own-past';
import { createIds, type RecordedRun, type SentMessage } from './recorded';
import type { Traced } from './trace';

/** The draft as the engine sees it: one live flow, and its only version. */
export interface RehearsedFlow {
  readonly id: string;
  readonly version: number;
  readonly definition: FlowDefinition;
  readonly catalogue: Catalogue;
}

export interface Walk {
  readonly flow: RehearsedFlow;
  readonly from: number;
  readonly to: number;
  readonly named: Named;
  readonly listId: (segment: string) => string;
  /** Lets other work of this process have a turn, when it is time. */
  readonly rest: () => Promise<void> | undefined;
}

export interface Walker {
  readonly past: PastPerson;
  readonly recorded: readonly RecordedRun[];
  /** What other flows really wrote to them. */
  readonly messages: readonly SentMessage[];
  /** Starts that a clock or another program brought. */
  readonly calls: readonly Call[];
  readonly reach: Reach;
}

export interface Walked {
  readonly traces: readonly Traced[];
  /** Mails of the rehearsal that were clicked in truth. */
  readonly clicks: readonly EventFact[];
  /** When messages that rules may hold back went. */
  readonly went: readonly number[];
}

const CLICKED = 'Email Clicked';
/** A person who has more to do at one moment goes on a second later. */
const MOST_ROUNDS = 50;
const SECOND = 1_000;
/** Nothing here looks behind it. */
const NO_TX = { brand: 'attune.tx' } as Tx;

/** Whatever a rate would spread goes at once: it is reckoned over all people, when each has been walked. */
const NO_PACE: PaceStore = { lock: async () => newPace, save: async () => {} };

/** What the ring hears of a mail that went. */
const mailSent = ({ id, kind, payload, runId, flowId }: OutboxRow, at: number): EventFact | undefined =>
  kind === 'send-email'
    ? {
        ...{ name: EMAIL_SENT, at },
        properties: { email_id: payload.template ?? null, effect_id: id, run_id: runId, flow_id: flowId },
      }
    : undefined;

const atOf = (input: FlowInput): number => (input.kind === 'event' ? input.event.at : input.at);

/** Time first; at one moment, what happened comes before the segments it led into: as the ring has it. */
const inOrder = (a: FlowInput, b: FlowInput): number =>
  atOf(a) - atOf(b) || Number(a.kind === 'segment') - Number(b.kind === 'segment');

const inputsOf = ({ person, crossings }: PastPerson, from: number, to: number): readonly FlowInput[] => {
  const isWithin = ({ at }: { readonly at: number }): boolean => at >= from && at <= to;
  const events = Object.values(person.events).flat().filter(isWithin);
  return [
    ...events.map((event): FlowInput => ({ kind: 'event', event })),
    ...crossings.filter(isWithin).map((crossing): FlowInput => ({ kind: 'segment', ...crossing })),
  ].sort(inOrder);
};

/**
 * One person's way through a flow over a stretch of the past: the engine of live flows, on a memory and a clock of its
 * own. The clock goes from one moment at which something can happen to the next.
 */
export const walkPerson = async (
  { flow, from, to, named, listId, rest }: Walk,
  { past, recorded, messages, calls, reach }: Walker,
): Promise<Walked> => {
  const { id: profileId, then, person } = past;
  const memory = createMemory(calls, messages);
  const changed = nothingChanged();
  const inside = new Set(past.inside);
  const runIds = new Set(recorded.map(({ id }) => id));
  const { happened, among } = createHappened(person.events, runIds, memory);
  let now = from;
  const clock = () => now;

  const factsNow = (): Facts => {
    const known = then(now);
    return withChanges({ ...known, events: among(known.events), segments: inside }, changed, listId);
  };
  const { catalogue } = flow;
  const idOf = createIds(recorded, flow.id, profileId);
  const pending: FlowInput[] = [];
  const { inward, codeOf } = createAssumedInward(changed, named, (segment, on) => {
    if (inside.has(segment) !== on) pending.push({ kind: 'segment', segment, entered: on, at: now });
  });
  const outward = createAssumedOutward(reach, clock);
  const open: OpenFlow = {
    ...{ id: flow.id, status: 'live', version: flow.version },
    ...{ movesTo: null, overdue: null },
  };
  const advance = createAdvance({
    flows: { open: async () => [open] },
    ...{ runs: memory.runStore, outbox: memory.outbox, calls: memory.calls, catalogue, inward, codeOf },
    foresee: createForesight({ alarms: memory.alarmStore, runs: memory.runStore }),
    newId: idOf,
  });
  const stillWanted = createStillWanted({
    ...{ flows: { statusOf: async () => 'live' }, runs: memory.runStore, catalogue, now: clock },
    // The clock stands still until all of a moment has been turned for.
    standing: {
      isTurnDue: async () => false,
      crossings: async (_tx, _profileId, segments, after) =>
        past.crossings.filter(
          ({ segment, at: when }) => segments.includes(segment) && when > after && when <= now,
        ),
    },
    handlerOf: () => outward,
    sending: createSending({
      outbox: memory.outbox,
      paces: NO_PACE,
      zoneOf: async () => person.profile.timezone ?? null,
      now: clock,
    }),
    async history(_tx, _profileId, names) {
      const { events } = factsNow();
      return names.includes('*')
        ? events
        : Object.fromEntries(names.map((name) => [name, events[name] ?? []]));
    },
  });

  const isOwnSent = ({ name, properties }: EventFact): boolean =>
    name === EMAIL_SENT && runIds.has(String(properties.effect_id).split(':')[0] ?? '');

  /** Hands over what is due; whether anything has its outcome now. */
  const handOver = async (): Promise<boolean> => {
    let settled = false;
    for (const row of memory.effects()) {
      if (row.status !== 'queued' || row.dueAt > now) continue;
      const wanted = await stillWanted(NO_TX, row);
      if (wanted !== 'go' && 'later' in wanted) {
        const { later: dueAt, because: reason } = wanted;
        Object.assign(row, { dueAt, reason, waitedFor: row.waitedFor ?? reason });
        continue;
      }
      if (wanted === 'go') {
        Object.assign(row, { status: 'sent', sentAt: now, reason: null });
        const sent = mailSent(row, now);
        if (sent) pending.push({ kind: 'event', event: sent });
      } else if ('skip' in wanted) Object.assign(row, { status: 'skipped', reason: wanted.skip });
      else Object.assign(row, { status: 'held', reason: wanted.hold });
      settled = true;
    }
    return settled;
  };

  const inputs = inputsOf(past, from, to);
  let at = 0;
  let until: number | null = hasForesight(flow.definition) ? from : null;
  const takeInputs = (): readonly FlowInput[] => {
    const said = new Set(pending);
    const heard = pending.splice(0);
    for (let next = inputs[at]; next && atOf(next) <= now; next = inputs[(at += 1)]) heard.push(next);
    return heard.filter((input) => {
      // What the real flow's mails are known by is said anew when one goes here.
      if (input.kind === 'event')
        return said.has(input) || (happened(input.event) && !isOwnSent(input.event));
      if (inside.has(input.segment) === input.entered) return false;
      if (input.entered) inside.add(input.segment);
      else inside.delete(input.segment);
      return true;
    });
  };
  const nextMoment = (): number => {
    const input = inputs[at];
    const queued = memory.effects().flatMap(({ status, dueAt }) => (status === 'queued' ? [dueAt] : []));
    return Math.min(input ? atOf(input) : Infinity, memory.nextCall(), until ?? Infinity, ...queued);
  };

  for (let next = nextMoment(); next <= to; next = nextMoment()) {
    now = Math.max(now, next);
    memory.setNow(now);
    let again = true;
    for (let rounds = 0; again && rounds < MOST_ROUNDS; rounds += 1) {
      const turn = { profileId, inputs: takeInputs(), facts: async () => factsNow() };
      until = (await advance(NO_TX, [turn], now)).get(profileId) ?? null;
      const settled = await handOver();
      again = settled || (until !== null && until <= now);
    }
    if (again) until = now + SECOND;
    await rest();
  }

  const effects = memory.effects();
  const traces = memory.runs().map(
    ({ id, state, enteredAt, endedAt }): Traced => ({
      ...{ runId: id, profileId, state, because: state.because, enteredAt, endedAt },
      left: memory.leftBy(id),
      effects: effects.filter(({ runId }) => runId === id),
    }),
  );
  const went = effects.flatMap(({ status, sentAt, payload }) =>
    status === 'sent' && sentAt !== null && isMessage(payload) ? [sentAt] : [],
  );
  return {
    ...{ traces, went },
    clicks: (factsNow().events[CLICKED] ?? []).filter(({ at: when }) => when >= from),
  };
};
