import { describe, expect, it } from 'vitest';

import { student } from './student';
import { upliftOf, type HoldoutArm } from './uplift';

const arm = (paid: readonly number[]): HoldoutArm => ({
  people: paid.length,
  buyers: paid.filter((one) => one > 0).length,
  sum: paid.reduce((sum, one) => sum + one, 0),
  squares: paid.reduce((sum, one) => sum + one ** 2, 0),
});
const nothing = (people: number): number[] => new Array<number>(people).fill(0);

describe('comparing two arms', () => {
  // The figures are SciPy's: scipy.stats.t.ppf and ttest_ind(equal_var=False).confidence_interval(0.95).
  it('knows how far chance reaches', () => {
    expect(student(10)).toBeCloseTo(2.228139, 4);
    expect(student(29)).toBeCloseTo(2.04523, 5);
    expect(student(58.3)).toBeCloseTo(2.001498, 5);
    expect(student(1e6)).toBeCloseTo(1.959966, 6);
  });

  it('says how much more a person pays, and how surely', () => {
    const went = arm([...nothing(60), 10, 20, 30, 40, 55, 12.5, 80, 33, 21, 5]);
    const kept = arm([...nothing(35), 15, 25, 7, 9, 60]);
    const told = upliftOf(went, kept);
    expect(told?.difference).toBeCloseTo(1.478571, 6);
    expect(told?.low).toBeCloseTo(-3.119194, 5);
    expect(told?.high).toBeCloseTo(6.076337, 5);
    expect(told?.verdict).toBe('not-told');
    const clear = [
      arm([...nothing(60), ...nothing(40).map(() => 100)]),
      arm([...nothing(90), ...nothing(10).map(() => 50)]),
    ] as const;
    expect(upliftOf(...clear)?.low).toBeCloseTo(24.802472, 4);
    expect(upliftOf(...clear)).toMatchObject({ difference: 35, verdict: 'more' });
    expect(upliftOf(clear[1], clear[0])).toMatchObject({ difference: -35, verdict: 'less' });
  });

  it('says nothing where chance says what it likes', () => {
    const many = arm([...nothing(100), ...nothing(50).map(() => 9)]);
    expect(upliftOf(many, arm(nothing(29)))).toBeUndefined();
    expect(upliftOf(many, arm(nothing(30)))).toMatchObject({ verdict: 'more' });
    const nine = arm([...nothing(100), ...nothing(9).map(() => 9)]);
    expect(upliftOf(nine, arm(nothing(500)))).toBeUndefined();
    expect(upliftOf(arm([]), arm([]))).toBeUndefined();
  });

  it('does not take equal payments for a doubt', () => {
    const all = (each: number) => arm(nothing(40).map(() => each));
    expect(upliftOf(all(30), all(20))).toEqual({ difference: 10, low: 10, high: 10, verdict: 'more' });
  });
});
