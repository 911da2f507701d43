import { readAudience, type Audience } from '../../../plugin/src';
import type { Log } from '../ports';
import type { Notes } from './notes';
import type { Block } from './walk';

/** Reads audiences of components that the answer names by id only. */
export interface AudienceStore {
  /** By id, as stored; an id that is missing has no row. */
  load(uid: string, ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
}

/** `null` for everyone, `undefined` for a block that cannot be judged. */
export type AudienceOf = (block: Pick<Block, 'uid' | 'id'>) => Audience | null | undefined;

interface Needs {
  readonly audiences: AudienceStore;
  readonly log: Log;
}

const nameOf = ({ uid, id }: Pick<Block, 'uid' | 'id'>): string => `${uid}:${id}`;

/** Finds the audiences of blocks: as they were noted while the answer was made, else in the database. */
export const createJudge = ({ audiences, log }: Needs) => {
  const loadMissing = async (
    blocks: readonly Block[],
    into: Map<string, Audience | null | undefined>,
    notes: Notes,
  ) => {
    const wanted = new Map<string, Set<string>>();
    for (const block of blocks) {
      if (block.id === undefined || into.has(nameOf(block))) continue;
      const ids = wanted.get(block.uid) ?? new Set();
      wanted.set(block.uid, ids.add(block.id));
    }
    for (const [uid, ids] of wanted) {
      try {
        const rows = await audiences.load(uid, [...ids]);
        for (const id of ids) into.set(`${uid}:${id}`, rows.has(id) ? readAudience(rows.get(id)) : undefined);
        for (const [id, stored] of rows) notes.note(uid, id, stored);
      } catch (error) {
        // Not read is not judged: these blocks stay hidden.
        log.error('Audiences could not be read.', { component: uid, code: codeOf(error) });
      }
    }
  };

  return async (blocks: readonly Block[], notes: Notes): Promise<AudienceOf> => {
    const judged = new Map<string, Audience | null | undefined>();
    for (const block of blocks) {
      if (block.id === undefined || !notes.has(block.uid, block.id)) continue;
      judged.set(nameOf(block), readAudience(notes.get(block.uid, block.id)));
    }
    await loadMissing(blocks, judged, notes);
    return (block) => (block.id === undefined ? undefined : judged.get(nameOf(block)));
  };
};

export type Judge = ReturnType<typeof createJudge>;

const codeOf = (error: unknown): string =>
  error instanceof Error ? String((error as Error & { code?: unknown }).code ?? error.name) : 'unknown';
