import { mixed } from './mixed';
import { createUuidTable, hashOf, readUuid } from './uuid-table';

/** A large table lies in so many parts: to make one of them larger takes a moment, where the whole would hold the loop. */
const PARTS = 256;

const hashOfText = (text: string): number => {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return mixed(hash);
};

/** The beginning of a hash says which part; its end is the place in it. */
const partOf = <T>(parts: readonly T[], hash: number): T => parts[hash >>> 24] as T;
const partsBy = <T>(make: () => T): readonly T[] => Array.from({ length: PARTS }, make);

/**
 * Small whole numbers for ids, each the same as long as the process lives. UUIDs lie in typed arrays: a million take
 * about 24 MB, where Maps of strings take five times that. Other ids take Maps.
 */
export const createNumbering = () => {
  const uuids = partsBy(createUuidTable);
  const others = partsBy(() => new Map<string, number>());
  let next = 0;

  /** The UUID that is looked for, without an array for each. */
  const words = new Uint32Array(4);

  /** The number of a UUID, or of any other id; `fresh` is given to one that has none. */
  const ofUuid = (fresh?: number): number | undefined => {
    const hash = hashOf(words);
    return partOf(uuids, hash).look(words, hash, fresh);
  };
  const ofOther = (id: string, fresh?: number): number | undefined => {
    const part = partOf(others, hashOfText(id));
    const known = part.get(id);
    if (known === undefined && fresh !== undefined) part.set(id, fresh);
    return known;
  };
  const look = (id: string, fresh?: number) => (readUuid(id, words) ? ofUuid(fresh) : ofOther(id, fresh));

  return {
    numberOf(id: string): number {
      const known = look(id, next);
      if (known !== undefined) return known;
      next += 1;
      return next - 1;
    },
    knownNumberOf: (id: string): number | undefined => look(id),
  };
};
