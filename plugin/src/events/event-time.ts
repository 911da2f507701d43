import { faulty, type Read } from './fault';

/** No tracking client is older than this: what claims to be, has a broken clock (2000-01-01). */
const EARLIEST = Date.UTC(2000, 0, 1);
/** What lies further ahead than this is no clock that runs fast. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Just what `toISOString` writes, as nearly every client does. */
const PLAIN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const digits = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + text.charCodeAt(at) - 0x30;
  return number;
};

/** Reads it digit by digit, in a fifth of the time that `Date.parse` takes, and to the same moment. */
const plainTime = (text: string): number | undefined => {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const inRange =
    year > 99 && month > 0 && month < 13 && day > 0 && day < 32 && hour < 24 && minute < 60 && second < 60;
  // What is left, Date.parse knows how to take: the first century, and the midnight that is written 24:00.
  return inRange ? Date.UTC(year, month - 1, day, hour, minute, second, digits(text, 20, 23)) : undefined;
};

/** Epoch milliseconds from ISO 8601 text or a number; without a zone it is UTC. Undefined for anything else. */
export const parseTime = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const plain = PLAIN.test(value) ? plainTime(value) : undefined;
  if (plain !== undefined) return plain;
  if (!ISO.test(value)) return undefined;
  const zoned = value.length === 10 || ZONE.test(value) ? value : `${value}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
};

export interface Clocks {
  /** When the server had the call. */
  readonly receivedAt: number;
  /** When the client sent it, by the client's clock. */
  readonly sentAt?: number;
  /** History keeps its times as they are. */
  readonly historical: boolean;
}

/**
 * When the event happened, by the server's clock: `receivedAt - (sentAt - timestamp)`, as Segment corrects it
 * (https://segment.com/docs/connections/spec/common/#timestamps). A little ahead becomes now; 1970 and 2090 are faults.
 */
export const eventTime = (timestamp: unknown, { receivedAt, sentAt, historical }: Clocks): Read<number> => {
  if (timestamp === undefined || timestamp === null) return { value: receivedAt };
  const stated = parseTime(timestamp);
  if (stated === undefined) return faulty('timestamp', 'timestamp', 'Wanted a time in ISO 8601.');
  const at = historical || sentAt === undefined ? stated : receivedAt - (sentAt - stated);
  if (at < EARLIEST) return faulty('timestamp', 'timestamp', 'This lies before the year 2000.');
  if (at > receivedAt + AHEAD_MS) return faulty('timestamp', 'timestamp', 'This lies in the future.');
  return { value: Math.min(at, receivedAt) };
};
