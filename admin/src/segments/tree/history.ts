/** What was, what is, what was undone. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

/** Enough for a sitting, and little to keep: the states share their parts. */
const MOST_STEPS = 100;

/** States are JSON. */
const isSame = <State>(one: State, other: State): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

export const historyOf = <State>(present: State): History<State> => ({ past: [], present, future: [] });

/** A step that changes nothing is none: leaving a field must neither need an undo nor cost the redo. */
export const doStep = <State>(history: History<State>, next: State): History<State> =>
  isSame(history.present, next)
    ? history
    : { past: [...history.past, history.present].slice(-MOST_STEPS), present: next, future: [] };

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
