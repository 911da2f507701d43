import { isJsonObject, type EventFault, type Json, type JsonObject } from '../../../plugin/src';
import type { NewId } from '../ports';
import type { Quarantined } from './quarantine-store';

interface Needs {
  readonly newId: NewId;
  readonly hashEmail: (email: string) => string;
  /** A longer body is cut: it cannot be replayed, only looked at. */
  readonly bodyCharacters: number;
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

const without = (from: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)));

/** IP addresses, keys and proofs are not kept, in quarantine either. */
const stripped = (body: JsonObject): JsonObject => {
  const kept = without(body, ['ip', 'writeKey']);
  return isJsonObject(kept.context) ? { ...kept, context: without(kept.context, ['ip', 'attune']) } : kept;
};

const toText = (body: unknown, longest: number): string => {
  try {
    const text = JSON.stringify(isJsonObject(body) ? stripped(body) : body) ?? 'null';
    return text.slice(0, longest);
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

/** Makes of an event that is not let in what the quarantine keeps. */
export const createSetAside =
  ({ newId, hashEmail, bodyCharacters }: Needs) =>
  (body: unknown, fault: EventFault, call: Origin): Quarantined => {
    const fields = isJsonObject(body) ? body : {};
    const email = emailIn(fields);
    return {
      id: newId(),
      receivedAt: call.receivedAt,
      code: fault.code,
      path: fault.path.slice(0, LONGEST),
      message: fault.message,
      body: toText(body, bodyCharacters),
      keyId: call.keyId,
      historical: call.historical,
      anonymousId: idOf(fields.anonymousId),
      userId: idOf(fields.userId),
      emailHash: email === undefined ? null : hashEmail(email.trim().toLowerCase()),
    };
  };
