import type { JsonObject } from '../json';

/** The six calls of Segment's specification (https://segment.com/docs/connections/spec/). */
export const EVENT_TYPES = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** What conditions and flows call the events that have no name of their own. */
export const EVENT_NAMES = {
  identify: 'Identified',
  page: 'Page Viewed',
  screen: 'Screen Viewed',
  group: 'Group Joined',
  alias: 'Alias Created',
} as const;

/** A call that has passed every check: what the client said, in the server's time. */
export interface IncomingEvent {
  readonly messageId: string;
  readonly type: EventType;
  /** The `event` of a track call, else the type's name in EVENT_NAMES. */
  readonly name: string;
  /** Epoch milliseconds, corrected for the client's clock. */
  readonly at: number;
  readonly receivedAt: number;
  readonly anonymousId?: string;
  readonly userId?: string;
  /** `alias` only: the id that was used before. */
  readonly previousId?: string;
  /** Properties of track, page and screen; traits of identify and group. */
  readonly properties: JsonObject;
  readonly context: JsonObject;
}
