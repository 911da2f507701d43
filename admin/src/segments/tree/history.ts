/** What was, what is, what was undone. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

/** Enough for a sitting, and little to keep: the states share their parts. */
const MOST_STEPS = 100;

export const historyOf = <State>(present: State): History<State> => ({ past: [], present, future: [] });

export const doStep = <State>({ past, present }: History<State>, next: State): History<State> =>
  next === present
    ? { past, present, future: [] }
    : { past: [...past, present].slice(-MOST_STEPS), present: next, future: [] };

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
