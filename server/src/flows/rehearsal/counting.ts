import type { FlowFigures, RehearsedDay, StepNumbers } from '../../../../plugin/src';
import type { Traced } from './trace';

const DAY = 86_400_000;

type Counts = Map<string, number>;

interface StepCounts {
  waiting: number;
  readonly passed: Counts;
  readonly left: Counts;
  readonly effects: Counts;
  readonly skipped: Counts;
  readonly waited: Counts;
}

type DayCounts = { -readonly [Field in Exclude<keyof RehearsedDay, 'at'>]: number };

const plus = (counts: Counts, word: string): void => void counts.set(word, (counts.get(word) ?? 0) + 1);
const sum = (counts: Counts): number => [...counts.values()].reduce((total, count) => total + count, 0);
const byWord = (counts: Counts): [string, number][] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

const stepOf = (
  node: string,
  { waiting, passed, left, effects, skipped, waited }: StepCounts,
): StepNumbers => ({
  node,
  waiting,
  passed: sum(passed),
  left: sum(left),
  details: [
    ...byWord(passed).map(([detail, count]) => ({ outcome: 'passed', detail, count })),
    ...byWord(left).map(([outcome, count]) => ({ outcome, detail: '', count })),
  ],
  effects: Object.fromEntries(byWord(effects)),
  skipped: byWord(skipped).map(([reason, count]) => ({ reason, count })),
  waited: byWord(waited).map(([reason, count]) => ({ reason, count })),
});

/** Adds runs up, in the words in which the numbers of a live flow are told. */
export const createCounting = () => {
  const people = new Set<string>();
  const ends: Counts = new Map();
  const steps = new Map<string, StepCounts>();
  const days = new Map<number, DayCounts>();
  let entered = 0;

  const at = (node: string): StepCounts => {
    const known = steps.get(node);
    if (known) return known;
    const none = { passed: new Map(), left: new Map(), effects: new Map() };
    const fresh: StepCounts = { waiting: 0, ...none, skipped: new Map(), waited: new Map() };
    steps.set(node, fresh);
    return fresh;
  };
  const on = (moment: number, what: keyof DayCounts): void => {
    const day = moment - (moment % DAY);
    const known = days.get(day) ?? { entered: 0, done: 0, spared: 0, reached: 0 };
    known[what] += 1;
    days.set(day, known);
  };

  return {
    add({ profileId, state, because, enteredAt, endedAt, left, effects }: Traced): void {
      entered += 1;
      people.add(profileId);
      on(enteredAt, 'entered');
      plus(ends, because ?? 'running');
      if (because === null) at(state.node).waiting += 1;
      else if (because !== 'finished') plus(at(state.node).left, because);
      if (because === 'goal' && endedAt !== null) on(endedAt, 'reached');
      for (const { node, outcome, detail } of left) if (outcome === 'passed') plus(at(node).passed, detail);
      for (const { node, status, reason, waitedFor, sentAt, createdAt } of effects) {
        const here = at(node ?? '');
        plus(here.effects, status);
        if (waitedFor !== null) plus(here.waited, waitedFor);
        if (status === 'sent') on(sentAt ?? createdAt, 'done');
        if (status !== 'skipped') continue;
        plus(here.skipped, reason ?? '');
        on(createdAt, 'spared');
      }
    },
    figures: (): FlowFigures => ({
      entered,
      people: people.size,
      ends: Object.fromEntries(byWord(ends)),
      steps: [...steps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([node, counts]) => stepOf(node, counts)),
      days: [...days].sort(([a], [b]) => a - b).map(([day, counts]) => ({ at: day, ...counts })),
    }),
  };
};

export type Counting = ReturnType<typeof createCounting>;
