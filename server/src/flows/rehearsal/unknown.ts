import type { FlowDefinition, FlowReferences, FlowSteps, Surroundings } from '../../../../plugin/src';
import { listenedBy } from './listened';

interface Known {
  readonly references: FlowReferences;
  readonly around: Surroundings;
  readonly steps: FlowSteps;
  /** Whether the flow was ever live. */
  readonly recordedTo: boolean;
}

const CHANGES: ReadonlySet<string> = new Set(['set-trait', 'tag']);

/** What a rehearsal cannot know, in words: only what matters to this flow. */
export const whatIsUnknown = (
  definition: FlowDefinition,
  { references, around, steps, recordedTo }: Known,
): readonly string[] => {
  const its = Object.values(definition.steps);
  const { conditions, segments } = listenedBy(definition, steps);
  const { trigger } = definition;
  const missing = [...references.segments].filter((key) => !around.segments.has(key));
  const isFromOutside = trigger.kind === 'api' || trigger.kind === 'entry';
  const clicks = its.some(({ kind, from }) => kind === 'wait-for-event' && from !== undefined);
  const changes = its.some(({ kind }) => CHANGES.has(kind));
  return [
    ...missing.map((key) => `There is no segment “${key}”: nobody is in it.`),
    ...(isFromOutside
      ? ['What starts this flow comes from outside and is not kept: only those it really started are told.']
      : []),
    ...(conditions.length > 0
      ? ['Traits, tags and lists are those of today; only events have their times.']
      : []),
    ...(clicks
      ? ['Nobody clicks a mail that never went: only those of mails that really went are counted.']
      : []),
    ...(changes && segments.size > 0
      ? ['Segments are as they were: what the steps would have changed of people moves nobody in or out.']
      : []),
    ...(definition.rules?.perMinute === undefined
      ? []
      : ['A rate is reckoned when all is told: what follows a mail is told as if it had gone at once.']),
    ...(!recordedTo && its.some(({ kind, by }) => (kind === 'split' || kind === 'holdout') && by !== 'person')
      ? ['Shares are drawn by the run: others will go each way than here, as many of them.']
      : []),
  ];
};
