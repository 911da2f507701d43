import type { Knex } from 'knex';

import type { Consent } from '../../../plugin/src';
import type { Found, VisitorName } from '../content';
import type { Clock } from '../ports';
import { failedIn } from '../segments';
import { untilsOf } from '../segments/strapi/segment-row';
import { asNumber, chunksOf, fromJson, isSqlite } from './database';
import { openServerLine } from './server-line';

/** One row for each membership, or one without any. */
interface Row {
  readonly kind: string;
  readonly value: string;
  readonly id: string;
  readonly user_id: string | null;
  readonly email: string | null;
  readonly consent: string;
  readonly timezone: string | null;
  readonly due_at: number | string | null;
  readonly segment_id: string | null;
  readonly parts: string | null;
  /** Their moments, where a segment that failed on them is among these. */
  readonly failures: string | null;
}

/**
 * Everything that deciding for a visitor takes, in one question to the database: a name's living profile, what is due
 * for it, and its memberships. It crosses the tables of three slices, and only reads them.
 */
const QUESTION = `
  select i.kind, i.value, p.id, p.user_id, p.email, p.consent, p.timezone, q.due_at, m.segment_id, m.parts, u.untils as failures
  from attune_identities i
  join attune_profiles was on was.id = i.profile_id
  join attune_profiles p on p.id = coalesce(was.merged_into, was.id)
  left join attune_profile_queue q on q.profile_id = p.id
  left join attune_membership_untils u on u.profile_id = p.id and u.failed
  left join attune_memberships m on m.profile_id = p.id
  where i.kind = `;

const foundIn = (rows: readonly Row[]): Found | undefined => {
  const [first] = rows;
  if (!first) return undefined;
  return {
    profileId: first.id,
    isSomebody: first.user_id !== null || first.email !== null,
    consent: fromJson<Consent>(first.consent),
    timezone: first.timezone,
    dueAt: first.due_at === null ? undefined : asNumber(first.due_at),
    memberships: [
      ...rows.flatMap(({ segment_id, parts }) =>
        segment_id === null ? [] : [{ segmentId: segment_id, parts: parts ?? '' }],
      ),
      ...(first.failures === null ? [] : failedIn(untilsOf({ untils: first.failures, failed: true }))),
    ],
  };
};

/** The little of better-sqlite3 that is touched. */
interface SqliteFile {
  prepare(sql: string): { all(...values: unknown[]): unknown[]; pluck(): { get(): unknown } };
  close(): void;
}
interface SqliteClient {
  readonly driver?: new (path: string, options: object) => SqliteFile;
  readonly config: { readonly connection?: { readonly filename?: string } };
}

/**
 * A second connection to SQLite's file that only reads: what is committed is seen by it, and nobody waits. While
 * somebody holds the file for themselves it answers nothing, and the pool is asked instead.
 */
const openFile = (db: Knex) => {
  const { driver, config } = db.client as unknown as SqliteClient;
  const path = config.connection?.filename;
  const isFile = isSqlite(db) && driver && path && !/^(:|file:)/.test(path);
  let file: SqliteFile | undefined;
  let question: ReturnType<SqliteFile['prepare']> | undefined;
  let version: ReturnType<ReturnType<SqliteFile['prepare']>['pluck']> | undefined;
  const read = <Answer>(ask: (open: SqliteFile) => Answer): Answer | undefined => {
    if (!isFile) return undefined;
    try {
      const Driver = driver;
      file ??= new Driver(path, { readonly: true, fileMustExist: true, timeout: 0 });
      return ask(file);
    } catch {
      return undefined;
    }
  };
  return {
    ask: ({ kind, value }: VisitorName) =>
      read((open) => (question ??= open.prepare(`${QUESTION} ? and i.value = ?`)).all(kind, value) as Row[]),
    /** Another number after every commit of any connection to the file. */
    version: () => read((open) => (version ??= open.prepare('pragma data_version').pluck()).get()),
    close(): void {
      file?.close();
      file = undefined;
      question = undefined;
      version = undefined;
    },
  };
};

interface Waiting {
  readonly name: VisitorName;
  settle(found: Found | undefined): void;
  fail(error: unknown): void;
}

/** So many questions go to a server at the same time. */
const MOST_UNDER_WAY = 2;

/**
 * Visitors by name, as of now: a request waits for a question that was asked after it came, never for one before.
 * Those that come while others are asked for go together in the next.
 */
export const createVisitorReads = (db: Knex, now: Clock) => {
  const file = openFile(db);
  const line = openServerLine(db, now);
  let waiting: Waiting[] = [];
  let underWay = 0;

  const askServer = async (kind: VisitorName['kind'], values: readonly string[]): Promise<readonly Row[]> => {
    const answer = await line.ask(`${QUESTION} $1 and i.value = any($2)`, [kind, values]);
    if (answer) return answer as readonly Row[];
    const marks = values.map(() => '?').join(', ');
    return rowsIn(await db.raw(`${QUESTION} ? and i.value in (${marks})`, [kind, ...values]));
  };

  const askFor = async (names: readonly VisitorName[]): Promise<(name: VisitorName) => Found | undefined> => {
    const rows = new Map<string, Row[]>();
    for (const kind of new Set(names.map((name) => name.kind))) {
      const values = [...new Set(names.filter((name) => name.kind === kind).map(({ value }) => value))];
      for (const chunk of chunksOf(values)) {
        for (const row of await askServer(kind, chunk)) {
          const key = `${row.kind} ${row.value}`;
          const own = rows.get(key);
          if (own) own.push(row);
          else rows.set(key, [row]);
        }
      }
    }
    return ({ kind, value }) => foundIn(rows.get(`${kind} ${value}`) ?? []);
  };

  const ask = async (): Promise<void> => {
    const mine = waiting;
    if (mine.length === 0 || underWay >= MOST_UNDER_WAY) return;
    waiting = [];
    underWay += 1;
    try {
      const found = await askFor(mine.map(({ name }) => name));
      for (const { name, settle } of mine) settle(found(name));
    } catch (error) {
      for (const { fail } of mine) fail(error);
    } finally {
      underWay -= 1;
      void ask();
    }
  };

  return {
    async close(): Promise<void> {
      file.close();
      await line.close();
    },
    /** The same as long as nobody has written anything; undefined where that cannot be told without asking a server. */
    version: file.version,
    /** All that deciding for a device takes, as text. Undefined where it cannot be read without waiting. */
    stored(anonymousId: string): string | undefined {
      const rows = file.ask({ kind: 'anonymousId', value: anonymousId });
      return rows && JSON.stringify(rows);
    },
    async find(name: VisitorName): Promise<Found | undefined> {
      const rows = file.ask(name);
      if (rows) return foundIn(rows);
      return new Promise((settle, fail) => {
        waiting.push({ name, settle, fail });
        // After this turn of the loop, so that those who came with it are asked for together.
        setImmediate(() => void ask());
      });
    },
  };
};

/** MySQL answers with its fields beside the rows. */
const rowsIn = (
  answer: readonly Row[] | { readonly rows: readonly Row[] } | readonly unknown[],
): readonly Row[] => {
  if ('rows' in answer) return answer.rows;
  return Array.isArray(answer[0]) ? (answer[0] as Row[]) : (answer as readonly Row[]);
};
