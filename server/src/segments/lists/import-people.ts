import { isPluginError, type Identity, type JsonObject } from '../../../../plugin/src';
import type { Transact, Tx } from '../../ports';
import { EVERYTHING, listChanged, type CauseText } from '../../profiles';
import type { JudgeSome } from '../walks/judge-many';
import type { RefusedRow } from './import-store';
import { namesOf, sortRows, textOf, type KnownByName, type Meant, type NamedRow } from './named-rows';
import { veiled } from './veiled';

export interface Taken {
  readonly added: number;
  readonly already: number;
  readonly created: number;
  readonly refused: readonly RefusedRow[];
}

interface Reference {
  readonly email?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly proven: boolean;
}

/** What an import asks of profiles. */
interface Profiles {
  findMany(tx: Tx, identities: readonly Identity[]): Promise<readonly (KnownByName | undefined)[]>;
  resolve(tx: Tx, reference: Reference): Promise<string>;
  makeMany(
    tx: Tx,
    people: readonly { readonly reference: Reference; readonly traits: JsonObject }[],
  ): Promise<readonly (string | undefined)[]>;
  applyTraits(tx: Tx, id: string, traits: JsonObject): Promise<void>;
  joinList(tx: Tx, ids: readonly string[], listId: string): Promise<readonly string[]>;
}

interface Needs {
  readonly profiles: Profiles;
  /** The addresses among these that were erased here. */
  readonly erasedAmong: (tx: Tx, emails: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Keeps the memberships true of those to whom this happened; asked before the transaction. */
  readonly judgeMany: (cause: CauseText) => Promise<JudgeSome>;
  readonly transact: Transact;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

/** People looked at one by one in one transaction: each takes several statements, and on SQLite everybody waits. */
const FEW = 25;
const NOTHING: Taken = { added: 0, already: 0, created: 0, refused: [] };

const sum = (a: Taken, b: Taken): Taken => ({
  added: a.added + b.added,
  already: a.already + b.already,
  created: a.created + b.created,
  refused: [...a.refused, ...b.refused],
});

const chunksOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

const referenceOf = ({ email, userId, anonymousId }: NamedRow): Reference => ({
  ...(email && { email }),
  ...(userId && { userId }),
  ...(anonymousId && { anonymousId }),
  proven: true,
});

const valueOf = (row: NamedRow): string | null => {
  const [name] = namesOf(row);
  return name ? veiled(name.value) : null;
};

const refusedAsErased = (rows: readonly NamedRow[]): Taken => ({
  ...NOTHING,
  refused: rows.map(({ line }) => ({
    line,
    // Nothing is kept of them, not even this.
    value: null,
    reason: 'This person was erased here and does not come back.',
  })),
});

/** Finds or makes the people of some rows, puts them on a list, and judges them in the same transaction. */
export const createImportPeople = ({ profiles, erasedAmong, judgeMany, transact, breathe }: Needs) => {
  const erasedOf = (tx: Tx, rows: readonly NamedRow[]): Promise<ReadonlySet<string>> =>
    erasedAmong(
      tx,
      rows.flatMap(({ email }) => email ?? []),
    );
  const join = async (tx: Tx, ids: readonly string[], listId: string, judge: JudgeSome): Promise<Taken> => {
    const fresh = await profiles.joinList(tx, ids, listId);
    await breathe();
    await judge(tx, fresh);
    return { ...NOTHING, added: fresh.length, already: ids.length - fresh.length };
  };

  const takeOne = async (tx: Tx, row: NamedRow, listId: string, judge: JudgeSome): Promise<Taken> => {
    const [name] = namesOf(row);
    const [known] = name ? await profiles.findMany(tx, [name]) : [];
    if (!known && (await erasedOf(tx, [row])).size > 0) return refusedAsErased([row]);
    const id = await profiles.resolve(tx, referenceOf(row));
    if (Object.keys(row.traits).length > 0) await profiles.applyTraits(tx, id, row.traits);
    return sum(await join(tx, [id], listId, judge), { ...NOTHING, created: known ? 0 : 1 });
  };

  const takeSome = async (rows: readonly NamedRow[], listId: string): Promise<Taken> => {
    const judge = await judgeMany(listChanged(listId));
    try {
      return await transact(async (tx) => {
        let taken = NOTHING;
        for (const row of rows) taken = sum(taken, await takeOne(tx, row, listId, judge));
        return taken;
      });
    } catch (error) {
      if (!isPluginError(error)) throw error;
      const [only] = rows;
      if (rows.length === 1 && only)
        return { ...NOTHING, refused: [{ line: only.line, reason: error.message, value: valueOf(only) }] };
      // One of them is refused: each by itself, so that it alone is.
      let taken = NOTHING;
      for (const row of rows) taken = sum(taken, await takeSome([row], listId));
      return taken;
    }
  };

  /** Those whom nobody knows. Answers with the rows that somebody was quicker to name, too. */
  const takeNew = async (tx: Tx, people: readonly Meant<KnownByName>[], listId: string, judge: JudgeSome) => {
    const firsts = people.flatMap(({ rows }) => rows.slice(0, 1));
    const erased = await erasedOf(tx, firsts);
    const isErased = ({ email }: NamedRow): boolean => email !== undefined && erased.has(email);
    const coming = people.filter(({ rows }) => !rows.some(isErased));
    const ids = await profiles.makeMany(
      tx,
      coming.flatMap(({ rows: [row] }) => (row ? [{ reference: referenceOf(row), traits: row.traits }] : [])),
    );
    await breathe();
    const made = coming.filter((_person, at) => ids[at] !== undefined);
    const taken = await join(
      tx,
      ids.filter((id) => id !== undefined),
      listId,
      judge,
    );
    const again = made.reduce((more, { rows }) => more + rows.length - 1, 0);
    return {
      taken: sum(refusedAsErased(people.flatMap(({ rows }) => (rows.some(isErased) ? rows : []))), {
        ...taken,
        already: taken.already + again,
        created: made.length,
      }),
      left: coming.flatMap(({ rows }, at) => (ids[at] === undefined ? rows : [])),
    };
  };

  const takeAll = async (rows: readonly NamedRow[], listId: string) => {
    const judge = await judgeMany(listChanged(listId));
    const judgeNew = await judgeMany(EVERYTHING);
    return transact(async (tx) => {
      const names = rows.flatMap(namesOf);
      const found = await profiles.findMany(tx, names);
      await breathe();
      const owners = new Map(names.map((name, at) => [textOf(name), found[at]]));
      const { plain, others } = sortRows(rows, (name) => owners.get(textOf(name)));
      const known = plain.flatMap(({ rows: own, known: one }) => (one ? own.map(() => one.id) : []));
      const distinct = [...new Set(known)];
      const joined = await join(tx, distinct, listId, judge);
      const { taken, left } = await takeNew(
        tx,
        plain.filter((one) => !one.known),
        listId,
        judgeNew,
      );
      const again = known.length - distinct.length;
      return {
        taken: sum(sum(joined, { ...NOTHING, already: again }), taken),
        left: [...others, ...left],
      };
    });
  };

  return async (rows: readonly NamedRow[], listId: string): Promise<Taken> => {
    // What one of them is refused for is found out one by one.
    const { taken, left } = await takeAll(rows, listId).catch((error: unknown) => {
      if (!isPluginError(error)) throw error;
      return { taken: NOTHING, left: rows };
    });
    let all = taken;
    for (const some of chunksOf(left, FEW)) all = sum(all, await takeSome(some, listId));
    return all;
  };
};

export type ImportPeople = ReturnType<typeof createImportPeople>;
