import type { EventFact } from '../conditions';
import { parseDuration } from '../duration';
import { EMAIL_SENT } from '../our-events';
import type { FlowDefinition, Goal } from './flow';
import type { RunState } from './run';

type Caused = Pick<RunState, 'since' | 'mailedAt' | 'clickedAt'>;

/** Since when the goal counts as the flow's doing; undefined while the flow has not done what it takes. */
const causeOf = ({ caused = 'entered' }: Goal, { since, mailedAt, clickedAt }: Caused): number | undefined =>
  caused === 'entered' ? since : caused === 'mailed' ? mailedAt : clickedAt;

/** Whether the flow may say that it was its doing. */
export const isCaused = (goal: Goal, state: Caused, at: number): boolean => {
  const cause = causeOf(goal, state);
  const within = parseDuration(goal.within ?? '') ?? Number.POSITIVE_INFINITY;
  return cause !== undefined && cause <= at && at <= cause + within;
};

/** Until when a run that has come to its end must be kept, for the goal may still count; null when it need not. */
export const countsUntil = ({ goal }: FlowDefinition, state: RunState, now: number): number | null => {
  const within = parseDuration(goal?.within ?? '');
  if (!goal || within === undefined) return null;
  // What was only just asked for goes soon; a link in it may be followed for as long as it would count.
  const { since, lastEffectAt, mailedAt, clickedAt } = state;
  const last = Math.max(...[lastEffectAt, mailedAt, clickedAt].map((at) => at ?? Number.NEGATIVE_INFINITY));
  const until = ((goal.caused ?? 'entered') === 'entered' ? since : last) + within;
  return until > now ? until : null;
};

const CLICKED = 'Email Clicked';

/** The run with what an event says of its own mails, where the goal asks for it. */
export const noteCause = ({ goal }: FlowDefinition, state: RunState, event: EventFact): RunState => {
  const { caused } = goal ?? {};
  const isOwn = String(event.properties.effect_id).startsWith(`${state.runId}:`);
  if (!isOwn || (caused !== 'mailed' && caused !== 'clicked')) return state;
  if (event.name === EMAIL_SENT)
    return { ...state, mailedAt: Math.max(state.mailedAt ?? event.at, event.at) };
  if (event.name !== CLICKED) return state;
  return { ...state, clickedAt: Math.max(state.clickedAt ?? event.at, event.at) };
};
