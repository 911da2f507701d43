export interface Arrow {
  readonly from: string;
  readonly to: string;
}

export interface Ordered<A extends Arrow> {
  /** Each before everything that it leads to. */
  readonly names: readonly string[];
  /** Without those that lead back to where one has been. */
  readonly forward: readonly A[];
  readonly back: readonly A[];
}

/** What can be come to from a root, in an order in which arrows point onward. */
export const ordered = <A extends Arrow>(
  root: string,
  arrowsFrom: (name: string) => readonly A[],
): Ordered<A> => {
  const names: string[] = [];
  const forward: A[] = [];
  const back: A[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string): void => {
    state.set(name, 'open');
    for (const arrow of arrowsFrom(name)) {
      const seen = state.get(arrow.to);
      (seen === 'open' ? back : forward).push(arrow);
      if (seen === undefined) visit(arrow.to);
    }
    state.set(name, 'done');
    names.unshift(name);
  };
  visit(root);
  return { names, forward, back };
};

/**
 * For each name the last one that every way to it goes through: below that one it is drawn. Cooper, Harvey and
 * Kennedy, "A Simple, Fast Dominance Algorithm", 2001.
 */
export const dominators = ({ names, forward }: Ordered<Arrow>): ReadonlyMap<string, string> => {
  const place = new Map(names.map((name, index) => [name, index]));
  const above = new Map<string, string>();
  const [root] = names;
  if (root === undefined) return above;
  above.set(root, root);
  const shared = (one: string, other: string): string => {
    let [a, b] = [one, other];
    while (a !== b) {
      if ((place.get(a) ?? 0) > (place.get(b) ?? 0)) a = above.get(a) ?? root;
      else b = above.get(b) ?? root;
    }
    return a;
  };
  // In this order everything that leads to a name is known before it: one pass is enough without circles.
  for (const name of names.slice(1)) {
    const before = forward.filter(({ to }) => to === name).map(({ from }) => from);
    above.set(name, before.reduce(shared));
  }
  return above;
};
