import { normaliseEmail, type Identity } from '../../../../plugin/src';
import type { CsvRow } from './csv-rows';

export type NamedRow = Exclude<CsvRow, { readonly refused: string }>;

/** Somebody as profiles keep them, as far as a row can say it. */
export interface KnownByName {
  readonly id: string;
  readonly userId: string | null;
  readonly email: string | null;
}

/** Rows that mean one person, and who that is; undefined where nobody knows them yet. */
export interface Meant<Known extends KnownByName> {
  readonly rows: readonly NamedRow[];
  readonly known: Known | undefined;
}

export interface Sorted<Known extends KnownByName> {
  readonly plain: readonly Meant<Known>[];
  /** Those that say something new of somebody, or could join two people: each is looked at by itself. */
  readonly others: readonly NamedRow[];
}

export const namesOf = ({ userId, email, anonymousId }: NamedRow): readonly Identity[] => [
  ...(userId === undefined ? [] : [{ kind: 'userId' as const, value: userId }]),
  ...(email === undefined ? [] : [{ kind: 'email' as const, value: normaliseEmail(email) }]),
  ...(anonymousId === undefined ? [] : [{ kind: 'anonymousId' as const, value: anonymousId }]),
];

export const textOf = ({ kind, value }: Identity): string => `${kind}:${value}`;

/** Its names are this one's already, and it says no more; one name alone only says who is meant. */
const saysNothingNew = (row: NamedRow, known: KnownByName): boolean =>
  Object.keys(row.traits).length === 0 && (namesOf(row).length === 1 || hasNames(row, known));

const hasNames = (row: NamedRow, known: KnownByName): boolean =>
  (row.userId === undefined || known.userId === row.userId) &&
  (row.email === undefined || known.email === normaliseEmail(row.email));

/** Parts rows that mean one person beyond doubt from those that must be looked at one by one. */
export const sortRows = <Known extends KnownByName>(
  rows: readonly NamedRow[],
  ownerOf: (name: Identity) => Known | undefined,
): Sorted<Known> => {
  const others: NamedRow[] = [];
  const meant = new Map<string, { rows: NamedRow[]; known: Known | undefined }>();
  /** By name: all names of the row that has it. */
  const takenBy = new Map<string, string>();
  const unclear = new Set<string>();
  for (const row of rows) {
    const names = namesOf(row).map(textOf);
    const all = names.join('\n');
    for (const name of names) {
      const before = takenBy.get(name) ?? all;
      if (before !== all) unclear.add(before).add(all);
      takenBy.set(name, before);
    }
  }
  for (const row of rows) {
    const names = namesOf(row);
    const all = names.map(textOf).join('\n');
    const owners = new Set(names.map(ownerOf));
    const [known] = owners;
    const one = meant.get(all);
    const isPlain =
      !unclear.has(all) &&
      owners.size === 1 &&
      (known ? saysNothingNew(row, known) : !one || Object.keys(row.traits).length === 0);
    if (!isPlain) others.push(row);
    else if (one) one.rows.push(row);
    else meant.set(all, { rows: [row], known });
  }
  return { plain: [...meant.values()], others };
};
