import type { EventFact } from '../conditions';
import { isEventMatch, type FlowDefinition } from './flow';
import { keyOf, matchesEvent } from './matching';
import type { RunInput } from './run';

/** The start of a run: what keeps it apart from the person's others, and the event behind it. */
export interface Start {
  readonly key: string | null;
  readonly trigger: EventFact | null;
}

/** Whether an input starts a run of this flow. A keyed flow does not start for an event without the key. */
export const startOf = (definition: FlowDefinition, input: RunInput): Start | undefined => {
  const { trigger } = definition;
  if (isEventMatch(trigger)) {
    if (input.kind !== 'event' || !matchesEvent(trigger, input.event)) return undefined;
    const key = keyOf(definition, input.event);
    const keyed = 'key' in trigger && trigger.key !== undefined;
    return keyed && key === null ? undefined : { key, trigger: input.event };
  }
  if (trigger.kind !== 'segment-entered' || input.kind !== 'segment') return undefined;
  return input.entered && input.segment === trigger.segment ? { key: null, trigger: null } : undefined;
};

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
    : `${run.flowId}:${run.profileId}:${run.key ?? ''}`;
