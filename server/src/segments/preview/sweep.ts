import type { Clock } from '../../ports';
import { isLookedFor, type Narrow } from '../narrowing/narrow';
import { createPace } from '../walks/pace';
import type { People, PersonFacts, Wanted } from '../person';

interface Needs {
  readonly people: People;
  readonly clock: Clock;
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
/** Where an index names them. How many fit into a moment hangs on how much each of them did. */
const FAR_STRETCH = { first: 4_000, least: 1_000, most: 50_000, aimMs: 6, growth: 4 };
/** People read between two breaths: as many as take a moment, which hangs on what is looked at of them. */
const PORTION = { first: 50, least: 25, most: 250, aimMs: 6 };
/** Where nobody is looked for, ids are read so many at a time. */
const EVERYONE = 500;

/**
 * Reads whoever a condition could hold of, all over the base, in the order of their ids. `visit` says whether to go
 * on; true when the end was reached.
 */
export const createSweep =
  ({ people, clock, breathe }: Needs) =>
  async (
    { narrow, wanted, now }: Sweep,
    visit: (people: readonly PersonFacts[]) => boolean | Promise<boolean>,
  ): Promise<boolean> => {
    const portion = createPace(PORTION, clock);
    const portions = async (ids: readonly string[]): Promise<boolean> => {
      for (let from = 0; from < ids.length; ) {
        const some = ids.slice(from, from + portion.size());
        from += some.length;
        const goesOn = await portion.timed(some.length, async () =>
          visit(await people.facts(null, some, wanted, now)),
        );
        if (!goesOn) return false;
        await breathe();
      }
      return true;
    };
    if (narrow.who === 'nobody') return true;
    let after = '';
    if (narrow.who === 'everyone') {
      for (;;) {
        const ids = await people.idsAfter(null, after, EVERYONE);
        if (!(await portions(ids))) return false;
        if (ids.length < EVERYONE) return true;
        after = ids.at(-1) ?? '';
      }
    }
    const pace = createPace(FAR_STRETCH, clock);
    for (;;) {
      const upTo = await (isLookedFor(narrow)
        ? people.endOf(null, after, SHORT_STRETCH)
        : people.farEnd(after, pace.size()));
      const stretch = { after, upTo };
      const ids = await pace.timed(pace.size(), () => people.candidates(null, narrow, stretch));
      await breathe();
      if (!(await portions(ids))) return false;
      if (upTo === null) return true;
      after = upTo;
    }
  };
