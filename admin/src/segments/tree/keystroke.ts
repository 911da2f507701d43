interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

const isParts = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const changesOf = (before: unknown, after: unknown, path: string): readonly Change[] => {
  if (before === after) return [];
  if (!isParts(before) || !isParts(after)) return [{ path, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => changesOf(before[name], after[name], `${path}/${name}`));
};

const isText = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** Whether one letter more makes the longer of the shorter. */
const isOneLetter = (one: string, other: string): boolean => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length !== short.length + 1) return false;
  const at = [...long].findIndex((letter, index) => letter !== short[index]);
  return short.slice(at) === long.slice(at + 1);
};

/** The only place at which two states (JSON) differ, where it holds a plain value; undefined for a larger change. */
export const changedAt = (before: unknown, after: unknown): string | undefined => {
  const [first, ...more] = changesOf(before, after, '');
  return first && more.length === 0 && isText(first.after) ? first.path : undefined;
};

/** Whether the two states differ by one letter at this place. */
export const isKeystroke = (before: unknown, after: unknown, place: string): boolean => {
  const [first, ...more] = changesOf(before, after, '');
  if (!first || more.length > 0 || first.path !== place) return false;
  return isText(first.before) && isText(first.after) && isOneLetter(`${first.before}`, `${first.after}`);
};
