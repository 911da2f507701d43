import type { Tx } from '../ports';

/** How often something has become of people, or of what was to be done for them, at one step of one version. */
export interface Tally {
  readonly version: number;
  readonly node: string;
  /**
   * `passed` a step, `ended` there; an effect was `sent` or `skipped`, and may have `waited` before. `before-orders`: of
   * those, how many were there when orders began to be counted.
   */
  readonly what: 'passed' | 'ended' | 'sent' | 'skipped' | 'waited' | 'before-orders';
  /** The way taken, or the reason. */
  readonly detail: string;
  readonly n: number;
}

/** Sums of what is final, so that a flow's page does not count a million rows. */
export interface TallyStore {
  /** Adds up rows that no sum holds yet, so many of each sort at most; how many there were. */
  fold(tx: Tx, limit: number): Promise<number>;
  /** Sums and what is not in them yet, at one moment: exact whenever it is asked. */
  of(flowId: string, version?: number): Promise<readonly Tally[]>;
  /** By flow and reason, how many runs have ended. */
  ends(flowIds: readonly string[]): Promise<readonly FlowEnd[]>;
}

export interface FlowEnd {
  readonly flowId: string;
  readonly because: string;
  readonly n: number;
}

interface Needs {
  readonly store: Pick<TallyStore, 'fold'>;
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly now: () => number;
}

const PORTION = 1_000;
/** A backlog (a flow of a million runs was stopped) is worked off a little at every beat. */
const LONGEST_MS = 200;

export const createTallying =
  ({ store, transact, now }: Needs) =>
  async (): Promise<void> => {
    for (const began = now(); now() - began < LONGEST_MS; ) {
      if ((await transact((tx) => store.fold(tx, PORTION))) === 0) return;
    }
  };
