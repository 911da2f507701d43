import type { Readable } from 'node:stream';

import { isPluginError, PluginError } from '../../../../plugin/src';
import type { Clock, Log, NewId, Transact } from '../../ports';
import { staticListId } from '../editing/static-list';
import type { Segment } from '../segment';
import { csvBatches } from './csv-rows';
import type { ImportPeople } from './import-people';
import type { ImportCounts, ImportStore, RefusedRow, SegmentImport } from './import-store';
import type { NamedRow } from './named-rows';
import { veiled } from './veiled';

/** A file that lies ready to be read. */
export interface GivenFile {
  readonly bytes: number;
  /** Its first line, at most some kilobytes of it. */
  readonly firstLine: string;
  read(): Readable;
  remove(): Promise<void>;
}

export interface Imports {
  /** Begins; answers at once. Throws `conflict` for a segment that is not static, or into which one runs already. */
  start(segment: Segment, file: GivenFile, wanted: readonly string[], actor: string): Promise<SegmentImport>;
  list(segmentId: string): Promise<readonly SegmentImport[]>;
  cancel(id: string): Promise<SegmentImport>;
  /** The first lines refused. */
  firstRefused(id: string, limit: number): Promise<readonly RefusedRow[]>;
  /** Lines refused, by line. */
  refused(id: string): AsyncGenerator<readonly RefusedRow[]>;
  /** A segment is gone. */
  drop(segmentId: string): Promise<void>;
  /** Ends what runs here, and waits until it has. */
  drain(): Promise<void>;
}

interface Needs {
  readonly store: ImportStore;
  readonly people: ImportPeople;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Log;
  /** How many people wait to be looked at, counted up to so many. */
  readonly waiting: (most: number) => Promise<number>;
  readonly pause: (ms: number) => Promise<void>;
}

/** Rows taken in one transaction: some ten milliseconds of the loop, beside what a request of the panel takes. */
const BATCH = 100;
const MOST_ROWS = 1_000_000;
/** More are not put in while so many wait to be judged: windows that close must not stand behind a file. */
const MOST_WAITING = 1_000;
const WAIT_MS = 50;
const KEPT = 20;
const SHOWN = 20;
/** An import whose process is gone says nothing any more. */
const SILENT_MS = 60_000;
const REPORT = 1_000;

const NOTHING: ImportCounts = { read: 0, rows: 0, added: 0, already: 0, created: 0, refused: 0 };

const wordsOf = (error: unknown): string =>
  isPluginError(error) ? error.message : 'The file could not be read to its end.';

export const createImports = (needs: Needs): Imports => {
  const { store, people, transact, now, newId, log, waiting, pause } = needs;
  const underWay = new Set<Promise<void>>();
  let draining = false;

  const shown = (one: SegmentImport): SegmentImport =>
    one.state === 'running' && now() - one.updatedAt > SILENT_MS
      ? { ...one, state: 'interrupted', endedAt: one.updatedAt }
      : one;

  /** Reads to the end, or until somebody stops it: says whether it came to the end. */
  const readAll = async (id: string, listId: string, file: GivenFile, wanted: readonly string[]) => {
    const stream = file.read();
    let read = 0;
    stream.on('data', (piece: Buffer) => (read += piece.length));
    let counts = NOTHING;
    for await (const { columns, rows } of csvBatches(stream, file.firstLine, wanted, BATCH)) {
      const fits = rows.slice(0, MOST_ROWS - counts.rows);
      const unread = fits.flatMap((row) =>
        'refused' in row
          ? [
              {
                line: row.line,
                reason: row.refused,
                value: row.value === undefined ? null : veiled(row.value),
              },
            ]
          : [],
      );
      const taken = await people(
        fits.filter((row): row is NamedRow => !('refused' in row)),
        listId,
      );
      const refused = [...unread, ...taken.refused];
      counts = {
        read,
        rows: counts.rows + fits.length,
        added: counts.added + taken.added,
        already: counts.already + taken.already,
        created: counts.created + taken.created,
        refused: counts.refused + refused.length,
      };
      const goesOn = await transact(async (tx) => {
        if (refused.length > 0) await store.refuse(tx, id, refused);
        return store.progress(tx, id, counts, columns, now());
      });
      if (!goesOn || draining) return false;
      if (fits.length < rows.length) {
        throw new PluginError(
          'too-large',
          `A file may have ${MOST_ROWS} rows: those after them were not read.`,
        );
      }
      while ((await waiting(MOST_WAITING)) >= MOST_WAITING && !draining) {
        await pause(WAIT_MS);
        if (!(await transact((tx) => store.progress(tx, id, counts, columns, now())))) return false;
      }
    }
    return true;
  };

  const run = async (
    id: string,
    listId: string,
    file: GivenFile,
    wanted: readonly string[],
  ): Promise<void> => {
    try {
      const whole = await readAll(id, listId, file, wanted);
      await store.end(id, whole ? 'finished' : 'interrupted', null, now());
    } catch (error) {
      if (!isPluginError(error)) log.error('An import failed.', { importId: id });
      await store.end(id, 'failed', wordsOf(error), now()).catch(() => undefined);
    } finally {
      await file.remove().catch(() => undefined);
    }
  };

  const get = async (id: string): Promise<SegmentImport> => {
    const found = await store.get(id);
    if (!found) throw new PluginError('not-found', 'There is no such import.');
    return shown(found);
  };

  return {
    async start(segment, file, wanted, actor) {
      const refuse = async (message: string): Promise<never> => {
        await file.remove();
        throw new PluginError('conflict', message);
      };
      if (segment.kind !== 'static') await refuse('Only a static segment takes people from a file.');
      const last = await store.list(segment.id, KEPT);
      if (last.some((one) => shown(one).state === 'running')) {
        await refuse('A file is being read into this segment. Wait for it, or cancel it.');
      }
      const at = now();
      const made: SegmentImport = {
        ...NOTHING,
        id: newId(),
        segmentId: segment.id,
        actor,
        state: 'running',
        bytes: file.bytes,
        columns: [],
        fault: null,
        startedAt: at,
        updatedAt: at,
        endedAt: null,
      };
      await store.insert(made);
      await store.prune(segment.id, KEPT);
      const running = run(made.id, staticListId(segment.key), file, wanted);
      underWay.add(running);
      void running.finally(() => underWay.delete(running));
      return made;
    },
    list: async (segmentId) => (await store.list(segmentId, SHOWN)).map(shown),
    async cancel(id) {
      await get(id);
      await store.end(id, 'cancelled', null, now());
      return get(id);
    },
    async firstRefused(id, limit) {
      await get(id);
      return store.refused(id, 0, limit);
    },
    async *refused(id) {
      await get(id);
      for (let after = 0; ; ) {
        const rows = await store.refused(id, after, REPORT);
        if (rows.length > 0) yield rows;
        const last = rows.at(-1);
        if (last === undefined || rows.length < REPORT) return;
        after = last.line;
      }
    },
    drop: (segmentId) => store.prune(segmentId, 0),
    async drain() {
      draining = true;
      await Promise.all(underWay);
    },
  };
};
