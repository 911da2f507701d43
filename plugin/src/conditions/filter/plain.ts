/**
 * The text of a value, as `String` has it. Attributes are whatever somebody sent: where an object's own fields stand in
 * the way (`{ "toString": "" }`), it is the text that plain objects have.
 */
export const textOf = (value: unknown): string => {
  try {
    return String(value);
  } catch {
    return '[object Object]';
  }
};

/** The number of a value, as `Number` has it; not a number where the value's own fields stand in the way. */
export const numberOf = (value: unknown): number => {
  try {
    return Number(value);
  } catch {
    return NaN;
  }
};

/** JavaScript's own comparison, which does not hold of what cannot be compared. */
export const isLess = (a: unknown, b: unknown): boolean => {
  try {
    return (a as number) < (b as number);
  } catch {
    return false;
  }
};

export const isAtMost = (a: unknown, b: unknown): boolean => {
  try {
    return (a as number) <= (b as number);
  } catch {
    return false;
  }
};
