import { EVENT_LIMITS, readEvent, type Json, type JsonObject } from '../../../plugin/src';
import { compileFilter } from '../../../plugin/src/conditions/filter';
import { compileField, compileFields, put, type Defaults } from './field';
import type { Field, MappedEvent, TimeField } from './mapping.schema';
import { messageIdOf } from './message-id';
import { bytesOf, cutList, valuesIn, type Room } from './parts';
import { compileProperties } from './property';
import { createTimeReader } from './reading-time';
import { textIn, ValueFault, type Fault, type Row } from './row';
import { compileTemplate } from './template';

/** One call of the tracking API, ready to be sent. */
export interface Draft {
  readonly call: JsonObject;
  /** Everything that names the person: calls that share one stay in order. */
  readonly people: readonly string[];
}

export type Drafted =
  | { readonly drafts: readonly Draft[] }
  | { readonly fault: Fault; readonly line: number };

export interface EventOptions extends Defaults {
  /** The name of this history: part of every messageId. */
  readonly source: string;
  readonly eventBytes: number;
  /** Names the events that carry what did not fit. */
  readonly rest?: string;
  readonly now: number;
}

export interface CompiledEvent {
  readonly id: string;
  readonly columns: readonly string[];
  /** No drafts when the event's `when` does not hold. */
  readonly draft: (rows: readonly Row[], key: readonly (string | number)[]) => Drafted;
}

const NAMES = ['userId', 'anonymousId', 'previousId', 'groupId', 'name'] as const;
/** For the messageId and the list's own name. */
const SLACK_BYTES = 400;

const compileTime = (time: string | TimeField | undefined, defaults: Defaults) => {
  if (time === undefined) return { columns: [], read: () => undefined };
  const { format = 'iso', zone = defaults.zone } = typeof time === 'string' ? {} : time;
  const read = createTimeReader({ format, zone });
  const template = typeof time === 'string' ? compileTemplate(time) : undefined;
  const column = typeof time === 'string' ? '' : time.column;
  const isLast = typeof time !== 'string' && time.row === 'last';
  return {
    columns: template?.columns ?? [column],
    read(rows: readonly Row[]): string {
      const row = (isLast ? rows.at(-1) : rows[0])!;
      const text = template ? template.fill(row) : textIn(row, column);
      const at = text === undefined ? undefined : read(text);
      if (at === undefined) throw new ValueFault(`Wanted a time as ${format}.`, row.line);
      return new Date(at).toISOString();
    },
  };
};

/** A person known by an address alone is a device that nobody has, until the address joins them. */
const deviceOf = (email: string): string => `${messageIdOf(['email', email.trim().toLowerCase()])}`;

const idOf = ({ id, type, event }: MappedEvent): string => id ?? `${type} ${JSON.stringify(event ?? '')}`;

export const compileEvent = (mapped: MappedEvent, options: EventOptions): CompiledEvent => {
  const { source, eventBytes, rest, now } = options;
  const { type, when } = mapped;
  const isTraits = type === 'identify' || type === 'group';
  const said = { ...mapped.properties, ...mapped.traits };
  const properties = compileProperties(said, options);
  const time = compileTime(mapped.timestamp, options);
  const context = compileFields(mapped.context ?? {}, options);
  const fieldOf = (field: Field | undefined) =>
    field === undefined ? undefined : compileField(field, options);
  const event = fieldOf(mapped.event);
  const email = fieldOf(mapped.email);
  const names = NAMES.map((name) => ({ name, field: fieldOf(mapped[name]) }));
  const id = idOf(mapped);
  const applies = when ? compileFilter(when) : () => true;
  const reading = { receivedAt: now, historical: true, bytes: eventBytes, newId: () => '' };

  const callOf = (rows: readonly Row[], timestamp: string | undefined): Record<string, Json> => {
    const first = rows[0]!;
    const call: Record<string, Json> = { type };
    const name = event?.read(first);
    if (name !== undefined) call.event = name;
    for (const { name: key, field } of names) {
      const value = field?.read(first);
      if (value !== undefined) call[key] = typeof value === 'string' ? value.trim() : value;
    }
    const address = email?.read(first);
    if (typeof address === 'string') {
      if (call.userId === undefined && call.anonymousId === undefined) call.anonymousId = deviceOf(address);
    }
    if (timestamp !== undefined) call.timestamp = timestamp;
    const about = context.read(first);
    if (typeof address === 'string' && type !== 'identify') put(about, ['traits', 'email'], address);
    if (Object.keys(about).length > 0) call.context = about;
    const own = properties.read(rows);
    if (typeof address === 'string' && type === 'identify') own.email = address;
    call[isTraits ? 'traits' : 'properties'] = own;
    return call;
  };

  const roomIn = (call: JsonObject): Room => ({
    bytes: eventBytes - bytesOf(call) - SLACK_BYTES,
    values: EVENT_LIMITS.values - valuesIn(call) - 1,
  });

  const parts = (rows: readonly Row[], call: Record<string, Json>): readonly Record<string, Json>[] => {
    const { list } = properties;
    if (!list) return [call];
    const key = isTraits ? 'traits' : 'properties';
    const common: Record<string, Json> = {
      ...call,
      [key]: properties.readRest(rows),
      ...(rest && type === 'track' ? { event: rest } : {}),
    };
    const cut = cutList(rows.map(list.read), roomIn(call), roomIn(common));
    // Without a name for the rest the event goes whole, and is refused with its reason where it is too large.
    const lists = rest && type === 'track' ? cut : [cut.flat()];
    return lists.map((items, part) => {
      const base = part === 0 ? call : common;
      const own = { ...(base[key] as Record<string, Json>) };
      put(own, list.path, items);
      return { ...base, [key]: own };
    });
  };

  return {
    id,
    columns: [
      ...[event, email, ...names.map(({ field }) => field), properties, time, context].flatMap(
        (one) => one?.columns ?? [],
      ),
    ],
    draft(rows, key) {
      const first = rows[0]!;
      if (!applies(first.fields)) return { drafts: [] };
      try {
        const call = callOf(rows, time.read(rows));
        const drafts: Draft[] = [];
        for (const [part, one] of parts(rows, call).entries()) {
          const messageId = messageIdOf(
            part === 0 ? [source, id, ...key] : [source, id, ...key, `part ${part}`],
          );
          const whole: JsonObject = { messageId, ...one };
          const read = readEvent(whole, reading);
          if ('fault' in read) return { fault: read.fault, line: first.line };
          drafts.push({ call: whole, people: peopleIn(whole) });
        }
        return { drafts };
      } catch (error) {
        if (!(error instanceof ValueFault)) throw error;
        return { fault: { code: 'value', path: '', message: error.message }, line: error.line };
      }
    },
  };
};

/** Everything that names the person of a call. */
export const peopleIn = ({
  userId,
  anonymousId,
  previousId,
  traits,
  context,
}: JsonObject): readonly string[] => {
  const emailOf = (from: Json | undefined): Json | undefined =>
    typeof from === 'object' && from !== null && !Array.isArray(from)
      ? (from as JsonObject).email
      : undefined;
  const inContext =
    typeof context === 'object' && context !== null ? (context as JsonObject).traits : undefined;
  const email = emailOf(traits) ?? emailOf(inContext);
  return [
    ...(userId === undefined ? [] : [`u:${String(userId)}`]),
    ...(anonymousId === undefined ? [] : [`a:${String(anonymousId)}`]),
    ...(previousId === undefined ? [] : [`u:${String(previousId)}`, `a:${String(previousId)}`]),
    ...(typeof email === 'string' ? [`e:${email.trim().toLowerCase()}`] : []),
  ];
};
