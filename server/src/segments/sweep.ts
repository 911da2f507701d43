import { isLookedFor, type Narrow } from './narrow';
import type { People, PersonFacts, Wanted } from './person';

interface Needs {
  readonly people: People;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

/** Whom to read, and what of them. */
export interface Sweep {
  readonly narrow: Narrow;
  readonly wanted: Wanted;
  readonly now: number;
}

/** Profiles passed over in one question, where every profile is looked into. */
const SHORT_STRETCH = 5_000;
/** People read between two breaths. */
const PORTION = 500;

/**
 * Reads whoever a condition could hold of, all over the base, in the order of their ids. `visit` says whether to go
 * on; true when the end was reached.
 */
export const createSweep =
  ({ people, breathe }: Needs) =>
  async (
    { narrow, wanted, now }: Sweep,
    visit: (people: readonly PersonFacts[]) => boolean | Promise<boolean>,
  ): Promise<boolean> => {
    const portions = async (ids: readonly string[]): Promise<boolean> => {
      for (let from = 0; from < ids.length; from += PORTION) {
        const facts = await people.facts(null, ids.slice(from, from + PORTION), wanted, now);
        if (!(await visit(facts))) return false;
        await breathe();
      }
      return true;
    };
    if (narrow.who === 'nobody') return true;
    let after = '';
    if (narrow.who === 'everyone') {
      for (;;) {
        const ids = await people.idsAfter(null, after, PORTION);
        if (!(await portions(ids))) return false;
        if (ids.length < PORTION) return true;
        after = ids.at(-1) ?? '';
      }
    }
    for (;;) {
      const upTo = await (isLookedFor(narrow)
        ? people.endOf(null, after, SHORT_STRETCH)
        : people.farEnd(after));
      const ids = await people.candidates(null, narrow, { after, upTo });
      await breathe();
      if (!(await portions(ids))) return false;
      if (upTo === null) return true;
      after = upTo;
    }
  };
