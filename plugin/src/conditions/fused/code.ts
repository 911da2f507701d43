/** What a kind may use to write itself as code. */
export interface Code {
  /** A name for something that the code is given and does not spell out: a list, a closure, any word of the user's. */
  given(value: unknown): string;
  /** A name for what is worked out once for each person, however many conditions ask for it. It must not throw. */
  once(expression: string): string;
  /** A key or a value to compare with: spelled out when it is harmless, else given. */
  literal(value: unknown): string;
}

/** Expressions over `facts` and `now` that mean just what the leaf's closures mean. */
export interface LeafWritten {
  readonly value: string;
  /** Until when, Infinity where only a new fact can change it; `value` names the leaf's value. */
  until?(value: string): string;
  /** What was found. */
  actual?(): string;
}

/** Undefined: take the closures. */
export type LeafCode<Leaf> = (leaf: Leaf, code: Code) => LeafWritten | undefined;

/** Words that cannot be anything but words, wherever they stand in code. */
const HARMLESS = /^[A-Za-z0-9_ .]{0,64}$/;

export interface Writing extends Code {
  readonly lines: readonly string[];
  readonly givens: readonly unknown[];
}

export const createWriting = (): Writing => {
  const lines: string[] = [];
  const givens: unknown[] = [];
  const names = new Map<unknown, string>();
  const known = new Map<string, string>();
  const given = (value: unknown): string => {
    const name = names.get(value) ?? `g${givens.push(value) - 1}`;
    names.set(value, name);
    return name;
  };
  return {
    lines,
    givens,
    given,
    once(expression) {
      const name = known.get(expression) ?? `v${lines.length}`;
      if (!known.has(expression)) lines.push(`const ${name} = ${expression};`);
      known.set(expression, name);
      return name;
    },
    literal(value) {
      if (typeof value === 'string' && HARMLESS.test(value)) return JSON.stringify(value);
      if (typeof value === 'number' && Number.isFinite(value)) return `(${JSON.stringify(value)})`;
      return given(value);
    },
  };
};
