import type { Clock } from '../ports';
import type { People, PersonFacts } from './person';
import { spread } from './spread';
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
  readonly clock: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

const SLICE = 200;
const SAMPLE = 5;
const LONGEST_MS = 1_000;
const LONGEST_EXACT_MS = 30_000;
/** So many slices are judged whatever the clock says: an estimate from fewer would say nothing. */
const LEAST_SLICES = 5;
const NINETEEN_IN_TWENTY = 1.96;

/** Half the width of the interval in which the size lies, for a sample drawn without putting back. */
export const errorOf = (found: number, judged: number, of: number): number => {
  const share = (found + 1) / (judged + 2);
  const left = (of - judged) / Math.max(1, of - 1);
  return Math.ceil(NINETEEN_IN_TWENTY * of * Math.sqrt((share * (1 - share) * left) / judged));
};

/** Judges a slice of people at once: who of them is in. */
export type JudgeSlice = (people: readonly PersonFacts[]) => Promise<readonly boolean[]>;

/** What is asked, and how well. */
export interface Question extends Sweep {
  /** Takes the time it needs, half a minute at most, where an estimate would be quicker. */
  readonly exact: boolean;
}

/**
 * Counts whom a condition holds of. Where an index says whom it could hold of, those are judged, and the size is
 * exact if that takes no longer than a second. Else slices from all over the base are judged for a second: small
 * bases are counted whole, of larger ones it is an estimate with its error.
 */
export const createPreview = ({ people, clock, breathe }: Needs) => {
  const sweep = createSweep({ people, breathe });

  const counted = async (question: Question, judge: JudgeSlice): Promise<Preview | undefined> => {
    const started = clock();
    const longest = question.exact ? LONGEST_EXACT_MS : LONGEST_MS;
    const sample: string[] = [];
    let size = 0;
    const whole = await sweep(question, async (facts) => {
      const answers = await judge(facts);
      const inside = facts.filter((_, index) => answers[index]).map(({ profile }) => profile.id);
      sample.push(...inside.slice(0, SAMPLE - sample.length));
      size += inside.length;
      return clock() - started < longest;
    });
    return whole ? { size, of: await people.count(), sample, error: null } : undefined;
  };

  const estimated = async ({ wanted, now }: Question, judge: JudgeSlice): Promise<Preview> => {
    const of = await people.count();
    const started = clock();
    const slices = spread(Math.ceil(of / SLICE));
    const sample: string[] = [];
    let found = 0;
    let judged = 0;
    let visited = 0;
    for (const slice of slices) {
      if (visited >= LEAST_SLICES && clock() - started >= LONGEST_MS) break;
      const facts = await people.facts(null, await people.idsFrom(slice * SLICE, SLICE), wanted, now);
      const answers = await judge(facts);
      const inside = facts.filter((_, index) => answers[index]).map(({ profile }) => profile.id);
      sample.push(...inside.slice(0, SAMPLE - sample.length));
      found += inside.length;
      judged += facts.length;
      visited += 1;
      await breathe();
    }
    if (visited >= slices.length) return { size: found, of: judged, sample, error: null };
    const size = Math.round((found / Math.max(1, judged)) * of);
    return { size, of, sample, error: errorOf(found, Math.max(1, judged), of) };
  };

  return async (question: Question, judge: JudgeSlice): Promise<Preview> => {
    const quick = question.exact || question.narrow.who !== 'everyone';
    return (quick ? await counted(question, judge) : undefined) ?? estimated(question, judge);
  };
};
