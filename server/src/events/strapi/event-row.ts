import type { EventType, JsonObject } from '../../../../plugin/src';
import { asNumber, fromJson } from '../../strapi/database';
import type { NewEvent, PastEvent, StoredEvent } from '..';

export interface EventRow {
  seq: number | string;
  message_id: string;
  profile_id: string;
  type: string;
  name: string;
  at: number | string;
  received_at: number | string;
  anonymous_id: string | null;
  proven: boolean | number;
  properties: string;
  context: string;
  handled: boolean;
}

/** PostgreSQL keeps no NUL in a text; in JSON it stands as an escape, which it may. */
export const rowOf = (event: NewEvent): Omit<EventRow, 'seq'> => ({
  message_id: event.messageId,
  profile_id: event.profileId,
  type: event.type,
  name: event.name,
  at: event.at,
  received_at: event.receivedAt,
  anonymous_id: event.anonymousId,
  proven: event.proven,
  properties: JSON.stringify(event.properties),
  context: JSON.stringify(event.context),
  handled: event.handled,
});

export const eventOf = (row: EventRow): StoredEvent => ({
  seq: asNumber(row.seq),
  messageId: row.message_id,
  profileId: row.profile_id,
  type: row.type as EventType,
  name: row.name,
  at: asNumber(row.at),
  receivedAt: asNumber(row.received_at),
  anonymousId: row.anonymous_id,
  proven: Boolean(row.proven),
  properties: fromJson<JsonObject>(row.properties),
  context: fromJson<JsonObject>(row.context),
});

export const pastEventOf = (row: Pick<EventRow, 'seq' | 'name' | 'at' | 'properties'>): PastEvent => ({
  seq: asNumber(row.seq),
  name: row.name,
  at: asNumber(row.at),
  properties: fromJson<JsonObject>(row.properties),
});
