import type { ShownView } from './views';

/** Who asks, and what a judgement of them rests on now: one object for as long as nothing of it has changed. */
export interface Asker {
  /** Together with the basis it says all that a judgement may depend on. */
  readonly name: string;
  readonly basis: object;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Which view of a page each asker was given. It holds no longer than what it rests on. */
export interface Recall {
  find(asker: Asker): ShownView | undefined;
  /** `grow` asks whether there is room for so many bytes more. */
  remember(asker: Asker, view: ShownView, until: number, grow: (bytes: number) => boolean): void;
}

interface Given {
  readonly view: ShownView;
  readonly basis: object;
  readonly until: number;
}

const MOST_ASKERS = 10_000;
/** What is kept of one beside the name: a basis, two references, their place in a map. */
const BYTES = 150;

export const createRecall = (): Recall => {
  const given = new Map<string, Given>();
  return {
    find({ name, basis, at }) {
      const known = given.get(name);
      return known && known.basis === basis && at < known.until ? known.view : undefined;
    },
    remember({ name, basis }, view, until, grow) {
      // A view that is kept nowhere else would be counted by nobody.
      if (typeof view.body === 'string') return;
      const isNew = !given.has(name);
      if (isNew && (given.size >= MOST_ASKERS || !grow(BYTES + 2 * name.length))) return;
      given.set(name, { view, basis, until });
    },
  };
};
