import { isJsonObject, type Json, type JsonObject } from '../json';
import { EVENT_NAMES, EVENT_TYPES, type EventType, type IncomingEvent } from './event';
import { eventTime, parseTime, type Clocks } from './event-time';
import { faulty, type Read } from './fault';
import { readIdentifier } from './identifier';
import { overLimit } from './limits';

/** What is known of an event from outside it. */
export interface Reading extends Clocks {
  /** From the address; a batch's events name their own. */
  readonly type?: EventType;
  /** The most bytes one event may have. */
  readonly bytes: number;
  /** For an event that brings no messageId. */
  readonly newId: () => string;
}

const NOTHING: JsonObject = {};

const readObject = (value: unknown, path: string): Read<JsonObject> => {
  if (value === undefined || value === null) return { value: NOTHING };
  return isJsonObject(value) ? { value } : faulty('type', path, 'Wanted an object.');
};

const isType = (value: unknown): value is EventType => EVENT_TYPES.includes(value as EventType);

const COMMON = ['messageId', 'anonymousId', 'userId'] as const;

/** The ids and names a call of each type may bring; what else stands there is let be. */
const IDS = {
  identify: COMMON,
  track: [...COMMON, 'event'],
  page: [...COMMON, 'name', 'category'],
  screen: [...COMMON, 'name', 'category'],
  group: [...COMMON, 'groupId'],
  alias: [...COMMON, 'previousId'],
} as const satisfies Record<EventType, readonly string[]>;

type Ids = Partial<Record<(typeof IDS)[EventType][number], string>>;

const readIds = (input: JsonObject, type: EventType): Read<Ids> => {
  const ids: Ids = {};
  for (const key of IDS[type]) {
    if (input[key] === undefined) continue;
    const read = readIdentifier(input[key], key);
    if ('fault' in read) return read;
    ids[key] = read.value;
  }
  return { value: ids };
};

const missing = (
  type: EventType,
  ids: Ids,
): { readonly path: string; readonly message: string } | undefined => {
  if (type === 'track' && !ids.event) return { path: 'event', message: 'A track call names its event.' };
  if (type === 'group' && !ids.groupId) return { path: 'groupId', message: 'A group call names its group.' };
  if (type === 'alias' && !ids.previousId) {
    return { path: 'previousId', message: 'An alias call names the id used before.' };
  }
  if (type === 'alias' && !ids.userId) return { path: 'userId', message: 'An alias call names the new id.' };
  if (!ids.userId && !ids.anonymousId) {
    return { path: 'anonymousId', message: 'Wanted an anonymousId or a userId.' };
  }
  return undefined;
};

/** Page and screen calls carry their name beside the properties, group calls their group. */
const withNames = (type: EventType, properties: JsonObject, ids: Ids): JsonObject => {
  const named: Record<string, Json> = {};
  if (type === 'group' && ids.groupId) named.groupId = ids.groupId;
  if ((type === 'page' || type === 'screen') && ids.name) named.name = ids.name;
  if ((type === 'page' || type === 'screen') && ids.category) named.category = ids.category;
  return Object.keys(named).length === 0 ? properties : { ...properties, ...named };
};

/**
 * Reads one call of the Segment specification. Fields it does not know are let be. Written by hand and not as a
 * schema: it is the one check that every event of every visitor passes.
 */
export const readEvent = (input: unknown, reading: Reading): Read<IncomingEvent> => {
  if (!isJsonObject(input)) return faulty('type', '', 'An event is a JSON object.');
  const fault = overLimit(input, reading.bytes);
  if (fault) return { fault };
  const type = reading.type ?? input.type;
  if (!isType(type)) return faulty('type', 'type', `Wanted one of: ${EVENT_TYPES.join(', ')}.`);

  const ids = readIds(input, type);
  if ('fault' in ids) return ids;
  const lack = missing(type, ids.value);
  if (lack) return faulty('required', lack.path, lack.message);

  const sentAt = parseTime(input.sentAt) ?? reading.sentAt;
  const { receivedAt, historical } = reading;
  const at = eventTime(input.timestamp ?? input.originalTimestamp, { receivedAt, sentAt, historical });
  if ('fault' in at) return at;
  const field = type === 'identify' || type === 'group' ? 'traits' : 'properties';
  const properties = readObject(input[field], field);
  if ('fault' in properties) return properties;
  const context = readObject(input.context, 'context');
  if ('fault' in context) return context;

  const { messageId, anonymousId, userId, previousId, event } = ids.value;
  return {
    value: {
      messageId: messageId ?? reading.newId(),
      type,
      name: type === 'track' ? (event ?? '') : EVENT_NAMES[type],
      at: at.value,
      receivedAt,
      anonymousId,
      userId,
      previousId,
      properties: withNames(type, properties.value, ids.value),
      context: context.value,
    },
  };
};
