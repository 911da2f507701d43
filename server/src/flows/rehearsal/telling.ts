import type { FlowStory } from '../../../../plugin/src';
import type { OutboxRow } from '../outbox/outbox-store';
import { runStory, type Moment } from '../stories/run-story';
import type { Traced } from './trace';
import type { Walked } from './walk-person';

/** One rehearsed run, told as a real one is. */
export interface RehearsedStory {
  readonly profileId: string;
  readonly key: string | null;
  readonly because: string | null;
  readonly enteredAt: number;
  readonly moments: readonly Moment[];
}

const MOST = 8;

const tell = (trace: Traced, { clicks }: Walked, start: string, story: FlowStory): RehearsedStory => {
  const { runId, profileId, state, because, enteredAt, endedAt, left } = trace;
  const run = {
    ...{ id: runId, version: 0, profileId, key: state.key, because, node: state.node, dueAt: state.dueAt },
    ...{
      status: because === null ? ('running' as const) : ('ended' as const),
      enteredAt,
      endedAt,
      steps: left,
    },
  };
  const effects = trace.effects as readonly OutboxRow[];
  return {
    ...{ profileId, key: state.key, because, enteredAt },
    moments: runStory({ run, state, effects }, start, story, clicks),
  };
};

/** By which way somebody went: a few people who went differently tell more than many who went alike. */
const wayOf = ({ because, state, left }: Traced): string =>
  [because ?? state.node, ...left.map(({ node, detail }) => `${node} ${detail}`)].join('\n');

/** Keeps a few stories, of as many different ways as there are. */
export const createTelling = (start: string, story: FlowStory) => {
  const ways = new Set<string>();
  const first: RehearsedStory[] = [];
  const alike: RehearsedStory[] = [];
  return {
    hear(walked: Walked): void {
      for (const trace of walked.traces) {
        const way = wayOf(trace);
        const kept = ways.has(way) ? alike : first;
        if (kept.length >= MOST) continue;
        ways.add(way);
        kept.push(tell(trace, walked, start, story));
      }
    },
    stories: (): readonly RehearsedStory[] => [...first, ...alike].slice(0, MOST),
  };
};
