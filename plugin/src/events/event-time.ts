import { faulty, type Read } from './fault';

/** No tracking client is older than this: what claims to be, has a broken clock (2000-01-01). */
const EARLIEST = Date.UTC(2000, 0, 1);
/** What lies further ahead than this is no clock that runs fast. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Epoch milliseconds from ISO 8601 text or a number; without a zone it is UTC. Undefined for anything else. */
export const parseTime = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined;
  if (typeof value !== 'string') return undefined;
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
