/** One thing an extension must hold to. `run` throws, or rejects, with what was wanted. */
export interface Check {
  readonly name: string;
  run(): void | Promise<void>;
}

/** Fails a check. Nothing of any test runner is used, so that every runner can carry these out. */
export const wants = (holds: boolean, wanted: string): void => {
  if (!holds) throw new Error(wanted);
};

/** The same value, whatever the order of keys. */
export const alike = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'undefined';

/** Throws on any write, at every depth: a pure function given this shows that it is one. */
export const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !(value instanceof Set) && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};
