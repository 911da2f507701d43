import { isJsonObject, type Json, type JsonObject } from '../json';
import { EVENT_NAMES, EVENT_TYPES, type EventType, type IncomingEvent } from './event';
import { eventTime, parseTime, type Clocks } from './event-time';
import { faulty, type EventFault, type Read } from './fault';
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
  /** What is kept of an event's context; all of it when left out. */
  readonly keep?: (context: JsonObject) => JsonObject;
}

const NOTHING: JsonObject = {};

const readObject = (value: unknown, path: string): Read<JsonObject> => {
  if (value === undefined || value === null) return { value: NOTHING };
  return isJsonObject(value) ? { value } : faulty('type', path, 'Wanted an object.');
};

const isType = (value: unknown): value is EventType => EVENT_TYPES.includes(value as EventType);

interface Ids {
  readonly messageId: string | undefined;
  readonly anonymousId: string | undefined;
  readonly userId: string | undefined;
  /** What the type brings beside: the event of a track call, the id that an alias replaces. */
  readonly event: string | undefined;
  readonly groupId: string | undefined;
  readonly previousId: string | undefined;
  readonly name: string | undefined;
  readonly category: string | undefined;
}

const isFault = (read: string | undefined | EventFault): read is EventFault => typeof read === 'object';

/**
 * The ids and names a call of its type may bring; what else stands there is let be. Written out field by field: every
 * event passes here, and then has one form.
 */
const readIds = (input: JsonObject, type: EventType): Ids | EventFault => {
  const messageId = readIdentifier(input.messageId, 'messageId');
  if (isFault(messageId)) return messageId;
  const anonymousId = readIdentifier(input.anonymousId, 'anonymousId');
  if (isFault(anonymousId)) return anonymousId;
  const userId = readIdentifier(input.userId, 'userId');
  if (isFault(userId)) return userId;
  const event = type === 'track' ? readIdentifier(input.event, 'event') : undefined;
  if (isFault(event)) return event;
  const groupId = type === 'group' ? readIdentifier(input.groupId, 'groupId') : undefined;
  if (isFault(groupId)) return groupId;
  const previousId = type === 'alias' ? readIdentifier(input.previousId, 'previousId') : undefined;
  if (isFault(previousId)) return previousId;
  const isView = type === 'page' || type === 'screen';
  const name = isView ? readIdentifier(input.name, 'name') : undefined;
  if (isFault(name)) return name;
  const category = isView ? readIdentifier(input.category, 'category') : undefined;
  if (isFault(category)) return category;
  return { messageId, anonymousId, userId, event, groupId, previousId, name, category };
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
const withNames = (properties: JsonObject, { groupId, name, category }: Ids): JsonObject => {
  if (groupId === undefined && name === undefined && category === undefined) return properties;
  const named: Record<string, Json> = {};
  if (groupId) named.groupId = groupId;
  if (name) named.name = name;
  if (category) named.category = category;
  return { ...properties, ...named };
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
  if ('code' in ids) return { fault: ids };
  const lack = missing(type, ids);
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

  const { messageId, anonymousId, userId, previousId, event } = ids;
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
      properties: withNames(properties.value, ids),
      context: reading.keep ? reading.keep(context.value) : context.value,
    },
  };
};
