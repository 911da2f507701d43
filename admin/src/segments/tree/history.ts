import { changedAt, isKeystroke } from './keystroke';

/** What was, what is, what was undone. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** Where the last step wrote into a field; the letters that follow there belong to it. */
  readonly writing?: string;
}

/** Enough for a sitting, and little to keep: the states share their parts. */
const MOST_STEPS = 100;

/** States are JSON. */
const isSame = <State>(one: State, other: State): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

export const historyOf = <State>(present: State): History<State> => ({ past: [], present, future: [] });

/**
 * A step that changes nothing is none: leaving a field must neither need an undo nor cost the redo. Letters typed one
 * after the other into a field are one step together.
 */
export const doStep = <State>(history: History<State>, next: State): History<State> => {
  const { past, present, writing } = history;
  if (isSame(present, next)) return history;
  if (writing !== undefined && isKeystroke(present, next, writing)) {
    return { past, present: next, future: [], writing };
  }
  const place = changedAt(present, next);
  return {
    past: [...past, present].slice(-MOST_STEPS),
    present: next,
    future: [],
    ...(place === undefined ? {} : { writing: place }),
  };
};

export const undo = <State>(history: History<State>): History<State> => {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
  };
};

export const redo = <State>(history: History<State>): History<State> => {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
};
