import { student } from './student';

/** What the people of one arm bought, in sums alone. */
export interface HoldoutArm {
  readonly people: number;
  /** How many of them bought something. */
  readonly buyers: number;
  /** Of what each of them paid; who bought nothing paid nothing. */
  readonly sum: number;
  /** Of the squares of what each of them paid. */
  readonly squares: number;
}

/** How much more, or less, a person of one arm pays than one of the other. */
export interface Uplift {
  readonly difference: number;
  /** The true difference lies between these, in 95 of 100 such comparisons. */
  readonly low: number;
  readonly high: number;
  readonly verdict: 'more' | 'less' | 'not-told';
}

/** With fewer than this in an arm, or fewer who bought in both, chance alone says what it likes. */
export const FEWEST_PEOPLE = 30;
export const FEWEST_BUYERS = 10;

const meanOf = ({ people, sum }: HoldoutArm): number => (people === 0 ? 0 : sum / people);

/** Of the mean: the variance of what one person pays, by how many there are. */
const varianceOfMean = ({ people, sum, squares }: HoldoutArm): number =>
  Math.max(0, (squares - sum ** 2 / people) / (people - 1)) / people;

/**
 * Compares those who went on with those who were kept out: Welch's interval, which does not ask both to scatter alike
 * (B. L. Welch, 1947). Undefined with too few people, or too few buyers, to tell.
 */
export const upliftOf = (went: HoldoutArm, kept: HoldoutArm): Uplift | undefined => {
  if (Math.min(went.people, kept.people) < FEWEST_PEOPLE) return undefined;
  if (went.buyers + kept.buyers < FEWEST_BUYERS) return undefined;
  const difference = meanOf(went) - meanOf(kept);
  const [a, b] = [varianceOfMean(went), varianceOfMean(kept)];
  const freedom = (a + b) ** 2 / (a ** 2 / (went.people - 1) + b ** 2 / (kept.people - 1));
  const reach = a + b === 0 ? 0 : student(freedom) * Math.sqrt(a + b);
  const [low, high] = [difference - reach, difference + reach];
  return { difference, low, high, verdict: low > 0 ? 'more' : high < 0 ? 'less' : 'not-told' };
};
