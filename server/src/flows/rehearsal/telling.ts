import type { OutboxRow } from '../outbox/outbox-store';
import { runStory, type Moment } from '../stories/run-story';
import { nameProducts, type ProductNames } from '../stories/name-products';
import type { ToldFlow } from '../stories/told-flow';
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

const tell = (trace: Traced, { clicks }: Walked, flow: ToldFlow): RehearsedStory => {
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
    moments: runStory({ run, state, effects }, flow, clicks),
  };
};

/** By which way somebody went: a few people who went differently tell more than many who went alike. */
const wayOf = ({ because, state, left }: Traced): string =>
  [because ?? state.node, ...left.map(({ node, detail }) => `${node} ${detail}`)].join('\n');

/** Keeps a few stories, of as many different ways as there are. */
export const createTelling = (flow: ToldFlow, productNames: ProductNames) => {
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
        kept.push(tell(trace, walked, flow));
      }
    },
    stories: (): Promise<readonly RehearsedStory[]> =>
      Promise.all(
        [...first, ...alike].slice(0, MOST).map(async (story) => ({
          ...story,
          moments: await nameProducts(story.moments, productNames),
        })),
      ),
  };
};
