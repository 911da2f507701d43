import { fnv1a } from '../../../../plugin/src/experiments/hash';

/** Whether this key was named lately; from now on it was. */
export type Heard = (key: string) => boolean;

/** A key is forgotten after so many others at the earliest, and twice as many at the latest. */
export const HEARD_LEAST = 8_192;

/** By hashes of 32 bits: a key that is taken for another one is kept a request too early. */
export const createHeard = (): Heard => {
  let young = new Set<number>();
  let old = new Set<number>();
  return (key) => {
    const hash = fnv1a(key);
    if (young.has(hash)) return true;
    const isOld = old.has(hash);
    young.add(hash);
    if (young.size > HEARD_LEAST) {
      old = young;
      young = new Set();
    }
    return isOld;
  };
};
