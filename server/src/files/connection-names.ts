import type { JsonObject } from '../../../plugin/src';
import { changeParts } from './parts';
import { faultOf, type Fault, type Thing } from './thing';

/** A connection of a CRM: its id is another in each environment, its name is what they share. */
export interface NamedConnection {
  readonly id: string;
  readonly name: string;
}

type Field = keyof NamedConnection;

/** Lists of static segments lie under this name, which is no connection's id. */
const OWN = 'static';

/** A condition that asks for a CRM's list, or a flow's step that changes one. */
const namesConnection = (part: JsonObject): boolean =>
  isList(part) || (part.kind === 'crm-list' && typeof part.connection === 'string');

const isList = (part: JsonObject): boolean =>
  part.kind === 'list' &&
  typeof part.connection === 'string' &&
  part.connection !== OWN &&
  typeof part.id === 'string' &&
  Object.keys(part).length === 3;

export interface Translated<T extends Thing> {
  readonly thing: T;
  readonly faults: readonly Fault[];
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ') || 'none';

const missing = (from: Field, wanted: string, connections: readonly NamedConnection[]): string =>
  from === 'id'
    ? `It names a list of a connection that is no more ("${wanted}").`
    : `There is no connection "${wanted}" here. There are: ${quoted(connections.map(({ name }) => name))}.`;

const other = (
  wanted: string,
  from: Field,
  connections: readonly NamedConnection[],
): { readonly found: string } | { readonly reason: string } => {
  const connection = connections.find((one) => one[from] === wanted);
  if (!connection) return { reason: missing(from, wanted, connections) };
  const { name } = connection;
  if (name === OWN || connections.filter((one) => one.name === name).length > 1) {
    return { reason: `The connection's name "${name}" does not tell it from others: rename it.` };
  }
  return { found: from === 'id' ? name : connection.id };
};

/** The same thing with each CRM list under its connection's name rather than its id, or the other way round. */
const translate =
  (from: Field) =>
  <T extends Thing>(thing: T, connections: readonly NamedConnection[]): Translated<T> => {
    const faults: Fault[] = [];
    const body = changeParts(withoutSample(thing), (part, path) => {
      if (!namesConnection(part)) return part;
      const found = other(String(part.connection), from, connections);
      if ('found' in found) return { ...part, connection: found.found };
      faults.push(faultOf(thing, [...path, 'connection'], found.reason));
      return part;
    });
    return { thing: { ...thing, body: { ...thing.body, ...body } }, faults };
  };

/** Example data of an e-mail is the customer's own. */
const withoutSample = ({ what, body }: Thing): object => (what === 'emails' ? {} : body);

export const withConnectionNames = translate('id');
export const withConnectionIds = translate('name');
