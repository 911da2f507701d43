import type { Facts } from '../conditions';
import { parseDuration } from '../duration';
import { isEventMatch, type FlowDefinition, type ReentryPer } from './flow';
import { hasEnded } from './matching';
import type { RunInput } from './run';
import type { Foreseen, Start } from './trigger-kind';
import { triggerOf } from './triggers/behaviours';

/** Whether an input starts a run of this flow. */
export const startOf = (definition: FlowDefinition, input: RunInput): Start | undefined =>
  triggerOf(definition).starts?.(definition.trigger as never, input);

/** Whether this flow starts runs by the clock of each person, so that what lies ahead of them must be known. */
export const hasForesight = (definition: FlowDefinition): boolean =>
  triggerOf(definition).foresees !== undefined;

/** Whether a start that lay ahead and has come due is still one. */
export const stillHolds = (definition: FlowDefinition, facts: Facts, due: Foreseen): boolean =>
  triggerOf(definition).stillHolds?.(definition.trigger as never, facts, due) ?? true;

/** Events by which what its runs were begun for may be no more; none where that cannot be. */
export const lapsingEvents = (definition: FlowDefinition): readonly string[] =>
  triggerOf(definition).lapse ? startingEvents(definition) : [];

/** Whether what a run was begun for is no more: its cart was emptied, say. `events` holds all of `lapsingEvents`. */
export const hasLapsed = (
  definition: FlowDefinition,
  events: Facts['events'],
  run: { readonly key: string | null },
): boolean => triggerOf(definition).lapse?.has(events, run) ?? false;

/** The names of the events by which its runs begin, or are counted to begin (`*` is any). */
export const startingEvents = (definition: FlowDefinition): readonly string[] =>
  triggerOf(definition).hears?.(definition.trigger as never) ?? [];

/** More dates than this are nobody's; the nearest are kept. */
const MOST_AHEAD = 20;

/** The starts that lie ahead of a person. What has ended a run before it began ends it for good. */
export const foreseen = (definition: FlowDefinition, facts: Facts, now: number): readonly Foreseen[] => {
  const ahead = triggerOf(definition).foresees?.(definition.trigger as never, facts, now) ?? [];
  const happened = Object.values(facts.events).flat();
  return ahead
    .filter(({ key, event }) => !hasEnded(definition, { key, at: now, event }, happened))
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST_AHEAD);
};

/** By what coming in again is counted. */
const countsBy = ({ reentryPer = 'key' }: FlowDefinition): ReentryPer => reentryPer;

/** How long after somebody last came in they may not come in again; `perKey` is whether each key has a count of its own. */
export const reentryPause = (
  definition: FlowDefinition,
): { readonly pause: number; readonly perKey: boolean } | undefined => {
  const pause = parseDuration(definition.reentryAfter ?? '');
  return pause === undefined ? undefined : { pause, perKey: countsBy(definition) === 'key' };
};

/** Names of the events that end a run. */
export const endingEvents = ({ exits = [], goal }: FlowDefinition): readonly string[] => [
  ...new Set([...exits, ...(goal ? [goal] : [])].filter(isEventMatch).map(({ name }) => name)),
];

/**
 * The word that at most one run may hold at a time: the database keeps it unique. A `once` run keeps it for
 * ever, others give it back at their end, and an `always` run has one of its own.
 */
export const liveKey = (
  definition: FlowDefinition,
  run: {
    readonly flowId: string;
    readonly profileId: string;
    readonly runId: string;
    readonly key: string | null;
  },
): string =>
  definition.reentry === 'always'
    ? `${run.flowId}:${run.runId}`
    : `${run.flowId}:${run.profileId}:${(countsBy(definition) === 'key' && run.key) || ''}`;
