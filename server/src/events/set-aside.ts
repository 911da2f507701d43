import {
  isJsonObject,
  type EventFault,
  type IncomingEvent,
  type Json,
  type JsonObject,
} from '../../../plugin/src';
import type { NewId } from '../ports';
import { QUARANTINE_LIMITS, type Quarantined } from './quarantine-store';

interface Needs {
  readonly newId: NewId;
  readonly hashEmail: (email: string) => string;
}

/** The call an event came in. */
export interface Origin {
  readonly keyId: string;
  readonly receivedAt: number;
  readonly historical: boolean;
}

const LONGEST = 256;

const idOf = (value: Json | undefined): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, LONGEST) : null;

const cutTo = (text: string, bytes: number): string => {
  const whole = Buffer.from(text);
  if (whole.length <= bytes) return text;
  let end = bytes;
  // Not within a character: its later bytes begin with the bits 10.
  while (((whole[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return whole.toString('utf8', 0, end);
};

const without = (from: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)));

/** IP addresses, keys and proofs are not kept, in quarantine either. */
const stripped = (body: JsonObject): JsonObject => {
  const kept = without(body, ['ip', 'writeKey']);
  return isJsonObject(kept.context) ? { ...kept, context: without(kept.context, ['ip', 'attune']) } : kept;
};

const toText = (body: unknown): string => {
  try {
    const text = JSON.stringify(isJsonObject(body) ? stripped(body) : body) ?? 'null';
    return cutTo(text, QUARANTINE_LIMITS.bodyBytes);
  } catch {
    // Nested so deep that it cannot be written again.
    return '"(nested too deep to keep)"';
  }
};

const emailIn = (body: JsonObject): string | undefined => {
  const { context, traits } = body;
  const said = [traits, isJsonObject(context) ? context.traits : undefined].map((from) =>
    isJsonObject(from) ? from.email : undefined,
  );
  return said.find((email) => typeof email === 'string');
};

export type SetAside = (body: unknown, fault: EventFault, origin: Origin) => Quarantined;

/** An event that was read already, as the call it came as: so it can be replayed. */
export const asCall = (event: IncomingEvent): JsonObject => {
  const { type, name, at, messageId, anonymousId, userId, previousId, properties, context } = event;
  const call = {
    type,
    messageId,
    ...(type === 'track' ? { event: name } : {}),
    ...(type === 'identify' || type === 'group' ? { traits: properties } : { properties }),
    ...(type === 'group' ? { groupId: properties.groupId } : {}),
    anonymousId,
    userId,
    previousId,
    context,
    timestamp: new Date(at).toISOString(),
  };
  return JSON.parse(JSON.stringify(call)) as JsonObject;
};

/** Makes of an event that is not let in what the quarantine keeps. */
export const createSetAside =
  ({ newId, hashEmail }: Needs): SetAside =>
  (body, fault, call) => {
    const fields = isJsonObject(body) ? body : {};
    const email = emailIn(fields);
    return {
      id: newId(),
      receivedAt: call.receivedAt,
      code: fault.code,
      path: fault.path.slice(0, LONGEST),
      message: fault.message,
      body: toText(body),
      keyId: call.keyId,
      historical: call.historical,
      anonymousId: idOf(fields.anonymousId),
      userId: idOf(fields.userId),
      emailHash: email === undefined ? null : hashEmail(email.trim().toLowerCase()),
    };
  };
