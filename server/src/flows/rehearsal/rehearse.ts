import {
  flowProblems,
  flowReferences,
  minutesOf,
  parseDuration,
  PluginError,
  type FlowDefinition,
  type FlowFigures,
  type FlowReferences,
  type FlowSteps,
  type MessageMinute,
  type Surroundings,
} from '../../../../plugin/src';
import type { Clock } from '../../ports';
import type { Hindsight } from '../../segments';
import { createCatalogue } from '../catalogue';
import type { Checking } from '../publishing/checking';
import { MOST_FLOWS, type FlowStore, type StoredFlow } from '../flow-store';
import type { Named, Reach } from './assumed';
import { createCounting } from './counting';
import { readCursor, writeCursor, type Cursor } from './cursor';
import { listenedBy } from './listened';
import type { Did, RecordedStore } from './recorded';
import { scheduledTimes, startsFrom } from './starts';
import type { ProductNames } from '../stories/name-products';
import { tellFlow } from '../stories/told-flow';
import { createTelling, type RehearsedStory } from './telling';
import { whatIsUnknown } from './unknown';
import { walkBase } from './walk-base';
import { walkPerson, type Walk } from './walk-person';

export interface RehearsalAsked {
  readonly from: number;
  readonly to: number;
  /** Instead of the one that is saved. */
  readonly draft?: FlowDefinition;
  readonly next?: string;
  /** Milliseconds that this part may take. */
  readonly patience: number;
}

/** What a rehearsal can be laid beside: what the published flow did, unless it did too much to be read in a moment. */
export type Beside = 'live' | 'none' | 'too-many';

export interface Rehearsed extends FlowFigures {
  readonly stories: readonly RehearsedStory[];
  /** Messages by the minute, where a rate spreads them; else none. */
  readonly minutes: readonly MessageMinute[];
  readonly live: FlowFigures | null;
  readonly beside: Beside;
  readonly looked: number;
  readonly of: number;
  readonly base: number;
  readonly next: string | null;
  readonly unknown: readonly string[];
}

export type Rehearse = (flowId: string, asked: RehearsalAsked) => Promise<Rehearsed>;

interface Needs {
  readonly store: Pick<FlowStore, 'get' | 'page'>;
  readonly steps: FlowSteps;
  readonly checking: Pick<Checking, 'checked' | 'names'>;
  readonly surroundings: (named: FlowReferences) => Promise<Surroundings>;
  readonly hindsight: Pick<Hindsight, 'of'>;
  readonly recorded: RecordedStore;
  readonly reachOf: (profileId: string) => Reach;
  readonly listId: (segment: string) => string;
  readonly productNames: ProductNames;
  /** Whether a property of an event may be told to nobody. */
  readonly hidden: () => Promise<(path: string) => boolean>;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
  readonly now: Clock;
}

/** The loop is given back after so many milliseconds. */
const LONGEST_HOLD = 15;
/** Of more people than this, so many are looked at, chosen by chance. */
const MOST_PEOPLE = 20_000;
/** Where an index says who could come in, few of those looked at are walked. */
const MOST_NARROWED = 200_000;

/** Whoever did not do this cannot come in. */
const didOf = ({ trigger }: FlowDefinition, from: number, to: number): Did | undefined => {
  if (trigger.kind === 'event' && trigger.name !== '*') return { name: trigger.name, from, to };
  if (trigger.kind === 'date' && trigger.event) return { name: trigger.event.name, from: 0, to };
  if (trigger.kind === 'inactivity' && trigger.name !== undefined && trigger.name !== '*') {
    return { name: trigger.name, from: 0, to };
  }
  return undefined;
};

/** What is only named and not there yet stands in nobody's way. */
const lenient = (
  { templates, segments, flows, connections }: FlowReferences,
  self: string,
): Surroundings => ({
  ...{ templates, segments, connections, lists: segments, self },
  flows: new Map([...flows].map((key) => [key, []])),
});

/**
 * Runs a draft over a stretch of the past. It works as long as it may and says where to go on, so that it needs neither a
 * memory nor a process of its own; whoever asks no more has stopped it.
 */
export const createRehearse = (needs: Needs): Rehearse => {
  const { store, steps, checking, hindsight, recorded, breathe, now } = needs;

  const readDraft = async (flowId: string, given: FlowDefinition | undefined) => {
    const flow = await store.get(null, flowId);
    if (!flow) throw new PluginError('not-found', 'There is no such flow.');
    const definition = checking.checked(given ?? flow.draft);
    const references = flowReferences(definition, steps);
    const problems = flowProblems(definition, steps, lenient(references, flow.key));
    if (problems.length > 0) {
      const words = problems.map(({ path, message }) => `${path}: ${message}`).join(' ');
      throw new PluginError('invalid', `This flow cannot be rehearsed yet. ${words}`, { problems });
    }
    return { flow, definition, references };
  };

  const namedIn = async (references: FlowReferences) => {
    const around = await needs.surroundings(references);
    const { rows } = await store.page(1, MOST_FLOWS);
    const live = rows.filter(({ status }) => status === 'live').map(({ key }) => key);
    const named: Named = { lists: around.lists ?? new Set(), liveFlows: new Set(live) };
    return { around, named };
  };

  const begin = async (did: Did | undefined): Promise<Cursor> => {
    const base = await recorded.people();
    const most = did ? MOST_NARROWED : MOST_PEOPLE;
    return { after: '', looked: 0, base, share: Math.min(1, most / Math.max(1, base)) };
  };

  /** The version is one that no published flow has, so that nothing kept of those is mistaken for it. */
  const engineOf = ({ id }: StoredFlow, definition: FlowDefinition): Walk['flow'] => ({
    ...{ id, version: 0, definition },
    catalogue: createCatalogue({ version: async () => definition }, steps),
  });

  return async (flowId, { from, to: wanted, draft, next, patience }) => {
    const began = now();
    const to = Math.min(wanted, began);
    if (from >= to) throw new PluginError('invalid', 'from: what is to come cannot be rehearsed.');
    const { flow, definition, references } = await readDraft(flowId, draft);
    const { around, named } = await namedIn(references);
    const did = didOf(definition, from, to);
    const cursor = next === undefined ? await begin(did) : readCursor(next);
    const done =
      next === undefined && flow.version !== null ? await recorded.figures(flowId, from, to) : null;

    const listened = { ...listenedBy(definition, steps), from, to };
    const counting = createCounting();
    const telling = createTelling(
      tellFlow(definition, steps, {
        hidden: await needs.hidden(),
        names: await checking.names([definition]),
      }),
      needs.productNames,
    );
    const { cap, perMinute } = definition.rules ?? {};
    const went: number[] = [];
    const capLasts = parseDuration(cap?.within ?? '') ?? 0;
    const times = scheduledTimes(definition, from, to);
    let rested = now();
    const rest = (): Promise<void> | undefined => {
      if (now() - rested < LONGEST_HOLD) return undefined;
      return breathe().then(() => void (rested = now()));
    };
    const walk: Walk = {
      ...{ flow: engineOf(flow, definition), from, to, named, rest },
      listId: needs.listId,
    };
    const walkPortion = async (ids: readonly string[]): Promise<void> => {
      const people = await hindsight.of(ids, listened);
      const runs = await recorded.runsOf(flowId, ids);
      const messages = cap ? await recorded.messages(ids, flowId, from - capLasts, to) : [];
      await breathe();
      rested = now();
      for (const past of people) {
        const own = runs.filter(({ profileId }) => profileId === past.id);
        const calls = startsFrom(flowId, definition, past, times, own);
        const theirs = messages.filter(({ profileId }) => profileId === past.id);
        const walker = { past, recorded: own, messages: theirs, calls, reach: needs.reachOf(past.id) };
        const walked = await walkPerson(walk, walker);
        for (const trace of walked.traces) counting.add(trace);
        went.push(...walked.went);
        telling.hear(walked);
      }
    };

    const further = await walkBase(cursor, {
      stretch: (after, size) => recorded.stretch(did, after, size),
      visit: walkPortion,
      isOver: () => now() - began >= patience,
    });
    const { base, share } = cursor;
    const of = Math.ceil(base * share);
    return {
      ...counting.figures(),
      stories: await telling.stories(),
      minutes: perMinute === undefined ? [] : minutesOf(went),
      live: done === 'too-many' ? null : done,
      beside: done === null ? 'none' : done === 'too-many' ? done : 'live',
      ...{ of, base },
      looked: further ? Math.min(of, Math.round(further.looked * share)) : of,
      next: further ? writeCursor(further) : null,
      unknown: whatIsUnknown(definition, { references, around, steps, recordedTo: flow.version !== null }),
    };
  };
};
