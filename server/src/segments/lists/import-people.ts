import { isPluginError, type Identity, type JsonObject } from '../../../../plugin/src';
import type { Transact, Tx } from '../../ports';
import type { CsvRow } from './csv-rows';
import type { RefusedRow } from './import-store';

export type NamedRow = Exclude<CsvRow, { readonly refused: string }>;

export interface Taken {
  readonly added: number;
  readonly already: number;
  readonly created: number;
  readonly refused: readonly RefusedRow[];
}

/** What an import asks of profiles. */
interface Profiles {
  findMany(
    tx: Tx,
    identities: readonly Identity[],
  ): Promise<readonly ({ readonly id: string } | undefined)[]>;
  resolve(
    tx: Tx,
    reference: { email?: string; userId?: string; anonymousId?: string; proven: boolean },
  ): Promise<string>;
  applyTraits(tx: Tx, id: string, traits: JsonObject): Promise<void>;
  /** How many of these are newly in. */
  setListOfMany(tx: Tx, ids: readonly string[], listId: string): Promise<number>;
}

interface Needs {
  readonly profiles: Profiles;
  /** Whether somebody of this address was erased here. */
  readonly isErased: (tx: Tx, email: string) => Promise<boolean>;
  readonly transact: Transact;
}

/** New people in one transaction: making one takes several statements, and on SQLite everybody waits for them. */
const NEW = 25;
const NOTHING: Taken = { added: 0, already: 0, created: 0, refused: [] };

const identityOf = ({ userId, email, anonymousId }: NamedRow): Identity =>
  userId !== undefined
    ? { kind: 'userId', value: userId }
    : email !== undefined
      ? { kind: 'email', value: email.toLowerCase() }
      : { kind: 'anonymousId', value: anonymousId ?? '' };

/** Only then can the row neither say something new nor join two people. */
const saysNothingNew = (row: NamedRow): boolean =>
  [row.userId, row.email, row.anonymousId].filter((name) => name !== undefined).length === 1 &&
  Object.keys(row.traits).length === 0;

const sum = (a: Taken, b: Taken): Taken => ({
  added: a.added + b.added,
  already: a.already + b.already,
  created: a.created + b.created,
  refused: [...a.refused, ...b.refused],
});

const chunksOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/** Finds or makes the people of some rows, and puts them on a list. */
export const createImportPeople = ({ profiles, isErased, transact }: Needs) => {
  const join = async (tx: Tx, ids: readonly string[], listId: string): Promise<Taken> => {
    const distinct = [...new Set(ids)];
    const added = await profiles.setListOfMany(tx, distinct, listId);
    return { ...NOTHING, added, already: ids.length - added };
  };

  const takeOne = async (tx: Tx, row: NamedRow, listId: string): Promise<Taken> => {
    const { line, email, userId, anonymousId, traits } = row;
    const [known] = await profiles.findMany(tx, [identityOf(row)]);
    if (!known && email !== undefined && (await isErased(tx, email))) {
      return {
        ...NOTHING,
        refused: [{ line, reason: 'This person was erased here and does not come back.' }],
      };
    }
    const names = { ...(email && { email }), ...(userId && { userId }), ...(anonymousId && { anonymousId }) };
    const id = await profiles.resolve(tx, { ...names, proven: true });
    if (Object.keys(traits).length > 0) await profiles.applyTraits(tx, id, traits);
    return sum(await join(tx, [id], listId), { ...NOTHING, created: known ? 0 : 1 });
  };

  const takeSome = async (rows: readonly NamedRow[], listId: string): Promise<Taken> => {
    try {
      return await transact(async (tx) => {
        let taken = NOTHING;
        for (const row of rows) taken = sum(taken, await takeOne(tx, row, listId));
        return taken;
      });
    } catch (error) {
      if (!isPluginError(error)) throw error;
      const [only] = rows;
      if (rows.length === 1 && only)
        return { ...NOTHING, refused: [{ line: only.line, reason: error.message }] };
      // One of them is refused: each by itself, so that it alone is.
      let taken = NOTHING;
      for (const row of rows) taken = sum(taken, await takeSome([row], listId));
      return taken;
    }
  };

  return async (rows: readonly NamedRow[], listId: string): Promise<Taken> => {
    const plain = rows.filter(saysNothingNew);
    const known = await transact(async (tx) => {
      const found = await profiles.findMany(tx, plain.map(identityOf));
      const ids = found.flatMap((profile) => (profile ? [profile.id] : []));
      const missing = plain.filter((_row, at) => found[at] === undefined);
      return { taken: await join(tx, ids, listId), missing: new Set(missing) };
    });
    const rest = rows.filter((row) => !saysNothingNew(row) || known.missing.has(row));
    let { taken } = known;
    for (const some of chunksOf(rest, NEW)) taken = sum(taken, await takeSome(some, listId));
    return taken;
  };
};

export type ImportPeople = ReturnType<typeof createImportPeople>;
