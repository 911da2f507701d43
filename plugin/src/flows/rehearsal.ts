/** What became of people at one step, counted. */
export interface StepNumbers {
  readonly node: string;
  /** Standing there at the end of the time. */
  readonly waiting: number;
  readonly passed: number;
  readonly left: number;
  /** Ways taken and reasons for leaving, each with its count. */
  readonly details: readonly { readonly outcome: string; readonly detail: string; readonly count: number }[];
  /** What became of the effects of this step, by status. */
  readonly effects: Readonly<Record<string, number>>;
  /** Why effects were left out, each with its count. */
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  /** What first held effects back, each with its count, whatever became of them since. */
  readonly waited: readonly { readonly reason: string; readonly count: number }[];
}

/** One day of UTC: `at` is its first millisecond. */
export interface RehearsedDay {
  readonly at: number;
  readonly entered: number;
  /** Mails, calls and changes that were carried out. */
  readonly done: number;
  readonly spared: number;
  readonly reached: number;
}

/** A stretch of time in a flow, counted. */
export interface FlowFigures {
  /** Runs that began. */
  readonly entered: number;
  /** Whose they were. */
  readonly people: number;
  /** How many came to which end; `running` are those under way when the time was over. */
  readonly ends: Readonly<Record<string, number>>;
  /** By name. */
  readonly steps: readonly StepNumbers[];
  /** Days on which something happened, in order. */
  readonly days: readonly RehearsedDay[];
}

export const NO_FIGURES: FlowFigures = { entered: 0, people: 0, ends: {}, steps: [], days: [] };

type Counts = Readonly<Record<string, number>>;

const addCounts = (a: Counts, b: Counts): Counts => {
  const sum: Record<string, number> = { ...a };
  for (const [key, count] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
};

/** Rows of two lists, those of one word added up; in the order of the words. */
const addRows = <Row>(
  a: readonly Row[],
  b: readonly Row[],
  word: (row: Row) => string,
  add: (one: Row, other: Row) => Row,
): readonly Row[] => {
  const rows = new Map(a.map((row) => [word(row), row]));
  for (const row of b) {
    const known = rows.get(word(row));
    rows.set(word(row), known ? add(known, row) : row);
  }
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
};

const withCount = <Row extends { readonly count: number }>(one: Row, { count }: Row): Row => ({
  ...one,
  count: one.count + count,
});

const addSteps = (a: StepNumbers, b: StepNumbers): StepNumbers => ({
  node: a.node,
  waiting: a.waiting + b.waiting,
  passed: a.passed + b.passed,
  left: a.left + b.left,
  details: addRows(a.details, b.details, (row) => `${row.outcome}\n${row.detail}`, withCount),
  effects: addCounts(a.effects, b.effects),
  skipped: addRows(a.skipped, b.skipped, ({ reason }) => reason, withCount),
  waited: addRows(a.waited, b.waited, ({ reason }) => reason, withCount),
});

const addDays = (a: RehearsedDay, b: RehearsedDay): RehearsedDay => ({
  at: a.at,
  entered: a.entered + b.entered,
  done: a.done + b.done,
  spared: a.spared + b.spared,
  reached: a.reached + b.reached,
});

/** Figures of two groups of people who share nobody: neither order nor grouping matters. */
export const addFigures = (a: FlowFigures, b: FlowFigures): FlowFigures => ({
  entered: a.entered + b.entered,
  people: a.people + b.people,
  ends: addCounts(a.ends, b.ends),
  steps: addRows(a.steps, b.steps, ({ node }) => node, addSteps),
  days: addRows(a.days, b.days, ({ at }) => String(at).padStart(16, '0'), addDays),
});
