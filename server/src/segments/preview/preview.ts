import type { Clock } from '../../ports';
import { errorOf, type Drawing, type Drawn } from './drawing';
import type { People, PersonFacts } from '../person';
import { createSweep, type Sweep } from './sweep';

export interface Preview {
  readonly size: number;
  readonly of: number;
  /** Up to five who are in. */
  readonly sample: readonly string[];
  /** Null when everyone was judged; else the size is right to this many people either way, 19 times in 20. */
  readonly error: number | null;
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
const LONGEST_EXACT_MS = 30_000;
const SAMPLE = 5;

/** Judges a slice of people at once: who of them is in. */
export type JudgeSlice = (people: readonly PersonFacts[]) => Promise<readonly boolean[]>;

/** What is asked, and how well. */
export interface Question extends Sweep {
  /** Takes the time it needs, half a minute at most, where an estimate would be quicker. */
  readonly exact: boolean;
}

/**
 * Counts whom a condition holds of. Where an index says whom it could hold of, those are judged, and the size is
 * exact if that takes no longer than a moment. Else slices from all over the base are judged for the rest of a
 * second: small bases are counted whole, of larger ones it is an estimate with its error.
 */
export const createPreview = ({ people, drawing, clock, breathe }: Needs) => {
  const sweep = createSweep({ people, clock, breathe });

  const insideOf = async (facts: readonly PersonFacts[], judge: JudgeSlice): Promise<readonly string[]> => {
    const answers = await judge(facts);
    return facts.filter((_, index) => answers[index]).map(({ profile }) => profile.id);
  };

  const counted = async (question: Question, judge: JudgeSlice): Promise<Preview | undefined> => {
    const started = clock();
    const longest = question.exact ? LONGEST_EXACT_MS : LONGEST_COUNT_MS;
    const sample: string[] = [];
    let size = 0;
    const whole = await sweep(question, async (facts) => {
      const inside = await insideOf(facts, judge);
      sample.push(...inside.slice(0, SAMPLE - sample.length));
      size += inside.length;
      return clock() - started < longest;
    });
    return whole ? { size, of: await people.count(), sample, error: null } : undefined;
  };

  const estimated = async ({ wanted, now }: Question, judge: JudgeSlice): Promise<Preview> => {
    const of = await people.count();
    const sample: string[] = [];
    const { slices, whole } = await drawing({ of, longestMs: LONGEST_SAMPLE_MS }, async (ids) => {
      const facts = await people.facts(null, ids, wanted, now);
      const inside = await insideOf(facts, judge);
      sample.push(...inside.slice(0, SAMPLE - sample.length));
      return { found: inside.length, judged: facts.length };
    });
    const sum = (pick: (slice: Drawn) => number): number =>
      slices.reduce((total, slice) => total + pick(slice), 0);
    const [found, judged] = [sum((slice) => slice.found), sum((slice) => slice.judged)];
    if (whole) return { size: found, of: judged, sample, error: null };
    const size = Math.round((found / Math.max(1, judged)) * of);
    return { size, of, sample, error: errorOf(slices, of) };
  };

  return async (question: Question, judge: JudgeSlice): Promise<Preview> => {
    const quick = question.exact || question.narrow.who !== 'everyone';
    return (quick ? await counted(question, judge) : undefined) ?? estimated(question, judge);
  };
};
