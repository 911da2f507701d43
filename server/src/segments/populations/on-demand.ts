import type { Facts, Population } from '../../../../plugin/src';
import type { Clock } from '../../ports';
import type { Drawing } from '../preview/drawing';
import type { People } from '../person';
import type { createGather, Figures } from './gathering';

/** Figures as a preview judges by them. */
export interface Provided {
  readonly populations: NonNullable<Facts['populations']>;
  /** How many people they were taken from, where that was not everyone. */
  readonly from: number | null;
}

interface Needs {
  readonly people: Pick<People, 'count'>;
  readonly drawing: Drawing;
  readonly begin: ReturnType<typeof createGather>;
  /** What is kept for segments and flows. */
  readonly current: () => NonNullable<Facts['populations']>;
  readonly now: Clock;
}

interface Made {
  readonly at: number;
  readonly population: Population;
  readonly from: number | null;
}

const LONGEST_MS = 1_000;
const LONGEST_EXACT_MS = 30_000;
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 50;

/**
 * The figures that no segment or flow has asked for yet, made when somebody asks: from slices all over the base, for a
 * second, or for half a minute where it shall be exact. They are remembered here for a while, and stored nowhere.
 */
export const createFiguresOnDemand = ({ people, drawing, begin, current, now }: Needs) => {
  const made = new Map<string, Made>();
  let turn: Promise<unknown> = Promise.resolve();

  const usable = (key: string, exact: boolean): Made | undefined => {
    const one = made.get(key);
    return one && now() - one.at < KEPT_MS && (!exact || one.from === null) ? one : undefined;
  };

  const remember = (key: string, one: Made): void => {
    made.delete(key);
    made.set(key, one);
    const oldest = made.keys().next();
    if (made.size > MOST_KEPT && !oldest.done) made.delete(oldest.value);
  };

  const make = async (figures: Figures, exact: boolean): Promise<void> => {
    const missing = new Map([...figures].filter(([key]) => !usable(key, exact)));
    if (missing.size === 0) return;
    const at = now();
    const gathering = begin(missing, at);
    const longestMs = exact ? LONGEST_EXACT_MS : LONGEST_MS;
    let looked = 0;
    const { whole } = await drawing({ of: await people.count(), longestMs, exact }, async (ids) => {
      await gathering.add(ids);
      looked += ids.length;
      return { found: 0, judged: ids.length };
    });
    const from = whole ? null : looked;
    for (const [key, population] of await gathering.end()) remember(key, { at, population, from });
  };

  return async (figures: Figures, exact: boolean): Promise<Provided> => {
    const kept = current();
    const missing = new Map([...figures].filter(([key]) => !(key in kept)));
    if (missing.size === 0) return { populations: kept, from: null };
    // One at a time: whoever asks for the same finds it made.
    const mine = turn.then(() => make(missing, exact));
    turn = mine.catch(() => undefined);
    await mine;
    const found = [...missing.keys()].flatMap((key) => {
      const one = made.get(key);
      return one ? [[key, one] as const] : [];
    });
    const sampled = found.flatMap(([, { from }]) => from ?? []);
    return {
      populations: {
        ...kept,
        ...Object.fromEntries(found.map(([key, { population }]) => [key, population])),
      },
      from: sampled.length > 0 ? Math.min(...sampled) : null,
    };
  };
};
