import type { Clock } from '../../ports';
import { errorOf, type Drawing, type Drawn } from './drawing';
import type { People, PersonFacts } from '../person';
import { createSweep, type Sweep } from './sweep';

/** How many something holds of. */
export interface Size {
  readonly size: number;
  /** Null when everyone was judged; else the size is right to this many people either way, 19 times in 20. */
  readonly error: number | null;
}

export interface Preview extends Size {
  readonly of: number;
  /** Up to five who are in. */
  readonly sample: readonly string[];
  /** Of each part by itself, in the order in which they are judged; none unless asked for. */
  readonly parts: readonly Size[];
}

interface Needs {
  readonly people: People;
  readonly drawing: Drawing;
  readonly clock: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

/** Of those an index names, as many are judged as this allows; then the base is sampled instead. */
const LONGEST_COUNT_MS = 300;
const LONGEST_SAMPLE_MS = 600;
/** Of the parts, where slices are drawn for them alone, a rough share in a moment is all that is wanted. */
const PARTS_ALONE = { longestMs: 100, fewest: 3 };
const LONGEST_EXACT_MS = 30_000;
const SAMPLE = 5;

interface Bounds {
  readonly longestMs: number;
  readonly fewest?: number;
}

/** What was found in a slice of people. */
export interface Judged {
  /** Who of them is in. */
  readonly inside: readonly boolean[];
  /** Of how many of them each part holds by itself. */
  readonly parts: readonly number[];
}

/** Judges a slice of people at once; the parts only where they are wanted. */
export type JudgeSlice = (people: readonly PersonFacts[], withParts: boolean) => Promise<Judged>;

/** What is asked, and how well. */
export interface Question extends Sweep {
  /** Takes the time it needs, half a minute at most, where an estimate would be quicker. */
  readonly exact: boolean;
  /** Whether the parts are counted too. */
  readonly parts: boolean;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What slices from all over the base say of all of it. */
const sizeFrom = (slices: readonly Drawn[], of: number, whole: boolean): Size => {
  const found = sum(slices.map((slice) => slice.found));
  if (whole) return { size: found, error: null };
  const judged = sum(slices.map((slice) => slice.judged));
  return { size: Math.round((found / Math.max(1, judged)) * of), error: errorOf(slices, of) };
};

/** The same of each part, from what each slice found. */
const partSizes = (
  slices: readonly Drawn[],
  byPart: readonly (readonly number[])[],
  of: number,
  whole: boolean,
) =>
  (byPart[0] ?? []).map((_found, part) =>
    sizeFrom(
      slices.map(({ judged }, slice) => ({ found: byPart[slice]?.[part] ?? 0, judged })),
      of,
      whole,
    ),
  );

/**
 * Counts whom a condition holds of. Where an index says whom it could hold of, those are judged, and the size is
 * exact if that takes no longer than a moment. Else slices from all over the base are judged for the rest of a
 * second: small bases are counted whole, of larger ones it is an estimate with its error.
 *
 * The parts by themselves hold of others than those an index names for the whole: they are counted in the slices from
 * all over the base that are judged anyway, or in some that are drawn for them in a moment.
 */
export const createPreview = ({ people, drawing, clock, breathe }: Needs) => {
  const sweep = createSweep({ people, clock, breathe });

  const idsInside = (facts: readonly PersonFacts[], { inside }: Judged): readonly string[] =>
    facts.filter((_, index) => inside[index]).map(({ profile }) => profile.id);

  const counted = async (question: Question, judge: JudgeSlice): Promise<Preview | undefined> => {
    const started = clock();
    const longest = question.exact ? LONGEST_EXACT_MS : LONGEST_COUNT_MS;
    const sample: string[] = [];
    let size = 0;
    const whole = await sweep(question, async (facts) => {
      const inside = idsInside(facts, await judge(facts, false));
      sample.push(...inside.slice(0, SAMPLE - sample.length));
      size += inside.length;
      return clock() - started < longest;
    });
    return whole ? { size, of: await people.count(), sample, error: null, parts: [] } : undefined;
  };

  const drawn = async (question: Question, judge: JudgeSlice, bounds: Bounds): Promise<Preview> => {
    const { wanted, now, parts } = question;
    const of = await people.count();
    const sample: string[] = [];
    const byPart: (readonly number[])[] = [];
    const { slices, whole } = await drawing({ of, ...bounds }, async (ids) => {
      const facts = await people.facts(null, ids, wanted, now);
      const judged = await judge(facts, parts);
      const inside = idsInside(facts, judged);
      sample.push(...inside.slice(0, SAMPLE - sample.length));
      byPart.push(judged.parts);
      return { found: inside.length, judged: facts.length };
    });
    const all = whole ? sum(slices.map(({ judged }) => judged)) : of;
    return { ...sizeFrom(slices, all, whole), of: all, sample, parts: partSizes(slices, byPart, all, whole) };
  };

  return async (question: Question, judge: JudgeSlice): Promise<Preview> => {
    const quick = question.exact || question.narrow.who !== 'everyone';
    const exactly = quick ? await counted(question, judge) : undefined;
    if (!exactly) return drawn(question, judge, { longestMs: LONGEST_SAMPLE_MS });
    if (!question.parts) return exactly;
    const { parts } = await drawn(question, judge, PARTS_ALONE);
    return { ...exactly, parts };
  };
};
