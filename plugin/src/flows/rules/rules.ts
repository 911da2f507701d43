import type { JsonObject } from '../../json';
import type { Weekday } from '../../time';

/** When messages may go, in the person's own time. */
export interface SendingHours {
  /** `22:00`: from then on nothing goes; with `quietTo` earlier than it, until the next morning. */
  readonly quietFrom?: string;
  /** Exclusive: at this minute messages go again. */
  readonly quietTo?: string;
  /** The local days on which messages may go; any when left out. */
  readonly weekdays?: readonly Weekday[];
  /** For people whose own zone is not known. */
  readonly zone: string;
}

/** Not more than this, counted over the messages of all flows. */
export interface SendingCap {
  /** 0 lets nothing through, ever. */
  readonly most: number;
  readonly within: string;
  /** What becomes of a message that is one too many: it waits until there is room (when left out), or is left out. */
  readonly otherwise?: 'wait' | 'skip';
}

export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What holds the messages of a flow back. Mails of the purpose `service` (a receipt, a password) know none of it. */
export interface FlowRules {
  readonly hours?: SendingHours;
  readonly cap?: SendingCap;
  /** Which goes first where several messages want the one place that a cap has left; `normal` when left out. */
  readonly priority?: Priority;
  /** So many messages a minute, of the whole flow: more are spread over time, none is dropped. */
  readonly perMinute?: number;
}

/** What the payload of an effect carries that writes to the person: by it, rules know a message. */
export const asMessage = ({ priority }: FlowRules = {}): JsonObject => ({
  reachesPerson: true,
  ...(priority ? { priority } : {}),
});

/** Whether rules may hold this back: a null purpose is a service, which needs no consent either. */
export const isMessage = ({ reachesPerson, purpose }: JsonObject): boolean =>
  reachesPerson === true && purpose !== null;

/** Whether a message may have to wait, so that the run stands until it has gone. */
export const holdsBack = ({ hours, cap, perMinute }: FlowRules = {}): boolean =>
  hours !== undefined || cap !== undefined || perMinute !== undefined;
