import {
  isJsonObject,
  isUnfit,
  parseTime,
  PluginError,
  readEvent,
  type EventFault,
  type EventType,
  type IncomingEvent,
  type Json,
  type JsonObject,
} from '../../../plugin/src';
import type { Locate, NewId } from '../ports';
import type { AcceptedEvent } from './accepted-event';
import { consentIn } from './consent-in';
import { enrich, type RequestFacts } from './enrich';
import { proofOf, type EventKey, type SessionUser } from './proof';
import type { UserAgentFacts } from './user-agent';

/** A request of the tracking API once its body is JSON and its key is known. */
export interface Call {
  readonly kind: EventType | 'batch' | 'import';
  readonly key: EventKey;
  readonly session?: SessionUser;
  readonly receivedAt: number;
  readonly request: RequestFacts;
}

export interface CallLimits {
  /** Of one event. */
  readonly eventBytes: number;
  /** Of one batch. */
  readonly batchEvents: number;
}

/** An event that is not let in. */
export interface Refused {
  readonly index: number;
  readonly fault: EventFault;
  readonly body: unknown;
}

export interface ReadCall {
  readonly accepted: readonly { readonly index: number; readonly event: AcceptedEvent }[];
  readonly refused: readonly Refused[];
}

interface Needs {
  readonly limits: CallLimits;
  readonly newId: NewId;
  readonly readUserAgent: (userAgent: string) => UserAgentFacts;
  readonly locate: Locate;
}

const SHORT = 64;
const LONGEST_EMAIL = 320;

const shortText = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= SHORT && !isUnfit(value) ? value : undefined;

/** The address a call names: the `email` of its traits. */
const emailIn = ({ type, properties }: IncomingEvent, context: JsonObject): string | undefined => {
  const own = type === 'identify' ? properties.email : undefined;
  const said = own ?? (isJsonObject(context.traits) ? context.traits.email : undefined);
  if (
    typeof said !== 'string' ||
    said.length > LONGEST_EMAIL ||
    /\s/.test(said.trim()) ||
    isUnfit(said.trim())
  )
    return undefined;
  return said.includes('@') ? said.trim().toLowerCase() : undefined;
};

/** A shop's server may name its visitor's address: the place is looked up, and the address dropped with the rest. */
const toldBy = ({ ip }: JsonObject, { key, request }: Call, locate: Locate): RequestFacts =>
  key.kind === 'server' && typeof ip === 'string' ? { ...request, geo: locate(ip) } : request;

const NOTHING: JsonObject = {};

/** `context` as it was said: what is kept of it stands in the event. */
const accept = (event: IncomingEvent, context: JsonObject, call: Call): AcceptedEvent => {
  const { key, session, kind } = call;
  const { anonymousId, userId } = event;
  const proof = proofOf(key, session, userId, context);
  const email = emailIn(event, context);
  // A signature proves the userId it signs, and no address; a session proves its own.
  const isOwn = proof === 'all' || (proof === 'user' && email !== undefined && email === session?.email);
  return {
    event,
    who: {
      anonymousId,
      userId,
      email: proof === 'user' && !isOwn ? undefined : email,
      proven: proof !== 'none',
    },
    claimedEmail: proof === 'user' && !isOwn ? email : undefined,
    decisions: consentIn(context),
    timezone: shortText(context.timezone),
    locale: shortText(context.locale),
    historical: kind === 'import',
    keyId: key.id,
  };
};

/** The events of a batch, each with the context that the batch gives them all. */
const eventsIn = (body: JsonObject, limits: CallLimits): readonly unknown[] => {
  const { batch, context } = body;
  if (!Array.isArray(batch)) {
    throw new PluginError('invalid', 'batch: wanted an array of events.', { path: 'batch' });
  }
  if (batch.length > limits.batchEvents) {
    throw new PluginError('too-large', `A batch may hold at most ${limits.batchEvents} events.`, {
      path: 'batch',
    });
  }
  if (!isJsonObject(context)) return batch;
  return batch.map((event: unknown) =>
    isJsonObject(event)
      ? { ...event, context: { ...context, ...(isJsonObject(event.context) ? event.context : {}) } }
      : event,
  );
};

/** Reads every event of a call: those let in, and those not, with their place in the batch. */
export const createReadCall =
  ({ limits, newId, readUserAgent, locate }: Needs) =>
  (body: JsonObject, call: Call): ReadCall => {
    const isBatch = call.kind === 'batch' || call.kind === 'import';
    const type = call.kind === 'batch' || call.kind === 'import' ? undefined : call.kind;
    const inputs = isBatch ? eventsIn(body, limits) : [body];
    const reading = {
      type,
      receivedAt: call.receivedAt,
      sentAt: isBatch ? parseTime(body.sentAt) : undefined,
      historical: call.kind === 'import',
      bytes: limits.eventBytes,
      newId,
      keep: (context: JsonObject) => enrich(context, toldBy(context, call, locate), readUserAgent),
    };
    const accepted: { index: number; event: AcceptedEvent }[] = [];
    const refused: Refused[] = [];
    for (let index = 0; index < inputs.length; index += 1) {
      const input = inputs[index];
      const read = readEvent(input, reading);
      if ('fault' in read) {
        refused.push({ index, fault: read.fault, body: input });
        continue;
      }
      const said = (input as JsonObject).context;
      const event = accept(read.value, isJsonObject(said) ? said : NOTHING, call);
      if (event.who.proven || event.who.anonymousId) accepted.push({ index, event });
      else refused.push({ index, fault: NO_DEVICE, body: input });
    }
    return { accepted, refused };
  };

const NO_DEVICE: EventFault = {
  code: 'required',
  path: 'anonymousId',
  message: 'Under a browser key a userId is a claim: wanted an anonymousId, or a signature.',
};
