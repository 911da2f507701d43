import type { Tx } from '../../server/src/ports';
import type { CauseText } from '../../server/src/profiles';
import type { Turn } from '../../server/src/strapi/ring/turning';

/** A turn of the ring that is told person by person. */
export const eachInTurn =
  (one: (tx: Tx, id: string, now: number, cause: CauseText) => Promise<number | null>): Turn =>
  async (tx, people, now) => {
    const untils = new Map<string, number | null>();
    for (const [id, cause] of people) untils.set(id, await one(tx, id, now, cause));
    return untils;
  };
