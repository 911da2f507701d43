import { nextRoom } from './cap';
import { nextOpen } from './hours';
import { newPace, paced, type RatePace } from './rate';
import { PRIORITIES, type FlowRules, type Priority } from './rules';

/** A message that was asked for: what decides who goes first. */
export interface AskedMessage {
  readonly id: string;
  readonly priority: Priority;
  readonly createdAt: number;
}

/** All that a decision on one message is made of. */
export interface SendingCase {
  readonly message: AskedMessage;
  readonly now: number;
  /** The person's own zone; null when it is not known. */
  readonly zone: string | null;
  /** When messages of any flow went to this person. */
  readonly sent: readonly number[];
  /** Other messages to this person that could go now. */
  readonly rivals: readonly AskedMessage[];
  /** Of the flow; a new one when left out. */
  readonly pace?: RatePace;
  /** What it was last moved for, if it was. */
  readonly movedFor: string | null;
}

export const QUIET = 'quiet hours';
export const CAPPED = 'enough mails for now';
export const NEVER = 'a cap of 0 lets nothing through';
export const OUTRANKED = 'a more important mail goes first';
export const RATED = 'so many a minute';

export type SendingDecision =
  | { readonly send: 'now'; readonly pace: RatePace }
  /** Touched again at that moment, and not before. */
  | { readonly send: 'later'; readonly at: number; readonly because: string; readonly pace: RatePace }
  | { readonly send: 'never'; readonly because: string };

/** What goes first is about to go: after so long there is either no room left, or no rival. */
const YIELD_MS = 5_000;

const goesBefore = (one: AskedMessage, other: AskedMessage): boolean => {
  const rank = PRIORITIES.indexOf(one.priority) - PRIORITIES.indexOf(other.priority);
  if (rank !== 0) return rank > 0;
  return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
};

/** Whether a message goes now, by its flow's rules. Pure: what it is to know is handed in. */
export const decideSending = (rules: FlowRules, given: SendingCase): SendingDecision => {
  const { message, now, zone, sent, rivals, pace = newPace, movedFor } = given;
  const later = (at: number, because: string): SendingDecision => ({ send: 'later', at, because, pace });

  const open = rules.hours ? nextOpen(now, rules.hours, zone) : now;
  if (open > now) return later(open, QUIET);

  if (rules.cap) {
    const room = nextRoom(now, rules.cap, sent);
    if (room === null) return { send: 'never', because: NEVER };
    if (room > now) {
      return rules.cap.otherwise === 'skip' ? { send: 'never', because: CAPPED } : later(room, CAPPED);
    }
    const first = rivals.filter((rival) => goesBefore(rival, message)).map(() => now);
    if (nextRoom(now, rules.cap, [...sent, ...first]) !== now) return later(now + YIELD_MS, OUTRANKED);
  }

  if (rules.perMinute === undefined) return { send: 'now', pace };
  const answer = paced(now, rules.perMinute, pace, movedFor === RATED);
  return answer.go
    ? { send: 'now', pace: answer.pace }
    : { send: 'later', at: answer.at, because: RATED, pace: answer.pace };
};
