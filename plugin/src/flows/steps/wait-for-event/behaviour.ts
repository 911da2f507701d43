import type { Filter } from '../../../conditions';
import { describeDuration, parseDuration } from '../../../duration';
import { isOurs } from '../../../our-events';
import { matchesEvent } from '../../event-matching';
import type { FlowStepBehaviour, Move, Visit } from '../../step';

export interface WaitForEventOptions {
  readonly name: string;
  readonly where?: Filter;
  /** Only what came of the mail that this step of the same run sent. */
  readonly from?: string;
  readonly timeout: string;
  /** It came. */
  readonly then: string;
  /** It did not. */
  readonly otherwise: string;
}

const stay = ({ options, now }: Visit<WaitForEventOptions>): Move => ({
  move: 'stay',
  until: now + (parseDuration(options.timeout) ?? 0),
});

const heard = (to: string): Move => ({ move: 'go', to, detail: 'happened' });

export const waitForEvent: FlowStepBehaviour<WaitForEventOptions> = {
  kind: 'wait-for-event',
  waits: true,
  enter(visit) {
    const { node, options, state } = visit;
    // What happened since the run's last effect counts: a click may come before the wait begins.
    const at = state.heard[node];
    if (at !== undefined && at >= (state.lastEffectAt ?? state.since)) return heard(options.then);
    return stay(visit);
  },
  restart: stay,
  timer: ({ options }) => ({ move: 'go', to: options.otherwise, detail: 'timed out' }),
  hears: (options, event, state) =>
    matchesEvent(options, event) &&
    (options.from === undefined ||
      String(event.properties.effect_id).startsWith(`${state.runId}:${options.from}:`)),
  event({ options, state }, event) {
    const late = state.dueAt !== null && event.at > state.dueAt;
    return late ? undefined : heard(options.then);
  },
  ways: (options) => [
    {
      ...{ label: 'happened', to: options.then, sentence: `“${options.name}” happened` },
      // What we do ourselves follows at once on the step that does it.
      ...(isOurs(options.name) && { atOnce: 'always' }),
    },
    {
      label: 'timed out',
      to: options.otherwise,
      sentence: `not within ${describeDuration(options.timeout)}`,
    },
  ],
  refers: ({ from }) => (from === undefined ? {} : { mails: [from] }),
  describe: ({ name, from, timeout }, called) =>
    `wait up to ${describeDuration(timeout)} for “${name}”${from === undefined ? '' : ` of ${called.mail(from)}`}`,
};
