import { byTime, type EventFact, type Facts } from '../conditions';
import type { FlowDefinition } from './flow';
import { hasEnded } from './matching';
import { startOf } from './trigger';
import type { Already, Foreseen, Stretch } from './trigger-kind';
import { triggerOf } from './triggers/behaviours';

/** Where those are looked for who would have come in had the flow been live; undefined where nobody can be known. */
export const alreadyIn = (definition: FlowDefinition, stretch: Stretch): Already | undefined =>
  triggerOf(definition).already?.(definition.trigger as never, stretch);

/** The segment of which everybody begins as soon as the flow is published for the first time. */
export const beginsWith = (definition: FlowDefinition): string | undefined =>
  triggerOf(definition).beginsWith?.(definition.trigger as never);

/** Of what somebody did, the last of each key that would have started a run. */
const startedBy = (
  definition: FlowDefinition,
  events: readonly EventFact[],
  { since, now }: Stretch,
): readonly Foreseen[] => {
  const newest = new Map<string | null, Foreseen>();
  for (const event of [...events].sort(byTime)) {
    const counts = event.at > since && event.at <= now;
    const start = counts ? startOf(definition, { kind: 'event', event }) : undefined;
    if (start) newest.set(start.key, { key: start.key, at: event.at, event });
  }
  return [...newest.values()];
};

/**
 * Somebody's starts that lie in that stretch, had the flow been live, but for those that something has ended since.
 * `crossedAt` is when they came into the trigger's segment, or left it.
 */
export const startsBehind = (
  definition: FlowDefinition,
  facts: Facts,
  crossedAt: number | null,
  stretch: Stretch,
): readonly Foreseen[] => {
  const { foresees } = triggerOf(definition);
  const events = Object.values(facts.events).flat();
  const starts =
    crossedAt !== null
      ? [{ key: null, at: crossedAt, event: null }]
      : foresees
        ? foresees(definition.trigger as never, facts, stretch.since).filter(({ at }) => at <= stretch.now)
        : startedBy(definition, events, stretch);
  return starts.filter((start) => !hasEnded(definition, start, events));
};
