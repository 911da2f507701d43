import type { Log } from '../ports';
import { nameOf, type Block } from './block';
import type { Notes } from './notes';

/** Reads audiences of components, and experiences of entries, that the answer names by id only. */
export interface AudienceStore {
  /** By id, as stored; an id that is missing has no row. */
  load(uid: string, ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
}

interface Needs {
  readonly audiences: AudienceStore;
  readonly log: Log;
}

/** What is stored of each block or entry, by name; what is missing could not be read, and is not judged. */
export const createReadRules = ({ audiences, log }: Needs) => {
  const loadMissing = async (
    wanted: ReadonlyMap<string, ReadonlySet<string>>,
    into: Map<string, unknown>,
    notes: Notes,
  ): Promise<void> => {
    for (const [uid, ids] of wanted) {
      try {
        for (const [id, stored] of await audiences.load(uid, [...ids])) {
          into.set(nameOf(uid, id), stored);
          notes.note(nameOf(uid, id), stored);
        }
      } catch (error) {
        // Not read is not judged: these blocks stay hidden.
        log.error('Audiences could not be read.', { component: uid, code: codeOf(error) });
      }
    }
  };

  return async (blocks: readonly Block[], notes: Notes): Promise<ReadonlyMap<string, unknown>> => {
    const stored = new Map<string, unknown>();
    const missing = new Map<string, Set<string>>();
    for (const { uid, id, name } of blocks) {
      if (id === undefined || stored.has(name)) continue;
      if (notes.has(name)) stored.set(name, notes.get(name));
      else missing.set(uid, (missing.get(uid) ?? new Set()).add(id));
    }
    await loadMissing(missing, stored, notes);
    return stored;
  };
};

const codeOf = (error: unknown): string =>
  error instanceof Error ? String((error as Error & { code?: unknown }).code ?? error.name) : 'unknown';
