import type { Log } from '../ports';
import type { Notes } from './notes';
import { nameOf, type Block } from './walk';

/** Reads audiences of components, and experiences of entries, that the answer names by id only. */
export interface AudienceStore {
  /** By id, as stored; an id that is missing has no row. */
  load(uid: string, ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
}

type Named = Pick<Block, 'uid' | 'id'>;

/** What is stored of each block or entry; what is missing could not be read, and is not judged. */
export interface Rules {
  has(block: Named): boolean;
  of(block: Named): unknown;
}

interface Needs {
  readonly audiences: AudienceStore;
  readonly log: Log;
}

export const createReadRules = ({ audiences, log }: Needs) => {
  const loadMissing = async (
    blocks: readonly Block[],
    into: Map<string, unknown>,
    notes: Notes,
  ): Promise<void> => {
    const wanted = new Map<string, Set<string>>();
    for (const block of blocks) {
      if (block.id === undefined || into.has(nameOf(block))) continue;
      const ids = wanted.get(block.uid) ?? new Set();
      wanted.set(block.uid, ids.add(block.id));
    }
    for (const [uid, ids] of wanted) {
      try {
        for (const [id, stored] of await audiences.load(uid, [...ids])) {
          into.set(`${uid}:${id}`, stored);
          notes.note(uid, id, stored);
        }
      } catch (error) {
        // Not read is not judged: these blocks stay hidden.
        log.error('Audiences could not be read.', { component: uid, code: codeOf(error) });
      }
    }
  };

  return async (blocks: readonly Block[], notes: Notes): Promise<Rules> => {
    const stored = new Map<string, unknown>();
    for (const block of blocks) {
      if (block.id === undefined || !notes.has(block.uid, block.id)) continue;
      stored.set(nameOf(block), notes.get(block.uid, block.id));
    }
    await loadMissing(blocks, stored, notes);
    return {
      has: (block) => block.id !== undefined && stored.has(nameOf(block)),
      of: (block) => stored.get(nameOf(block)),
    };
  };
};

const codeOf = (error: unknown): string =>
  error instanceof Error ? String((error as Error & { code?: unknown }).code ?? error.name) : 'unknown';
