import { defineEndpoint } from '../endpoints';
import { byId, oneFlow } from './shown.schema';

const change = (word: 'publish' | 'pause' | 'resume' | 'stop', summary: string) =>
  defineEndpoint({
    lane: 'admin',
    id: `flows.${word}`,
    method: 'POST',
    path: `/flows/:id/${word}`,
    permission: 'flows.publish',
    summary,
    input: byId,
    answer: oneFlow,
  });

/** What makes a flow live, and what ends it. */
export const stateEndpoints = {
  publish: change(
    'publish',
    'Makes the draft an immutable version and goes live with it; refuses what dangles.',
  ),
  pause: change('pause', 'Holds a live flow: nobody starts, nobody moves on, mails wait.'),
  resume: change('resume', 'Lets a paused flow go on.'),
  stop: change('stop', 'Ends a flow and everyone under way in it; mails not yet sent are skipped.'),
} as const;
