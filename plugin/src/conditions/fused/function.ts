/** Longer functions are not optimised by the engine: they are slower than none. */
export const MOST_LEAVES = 200;

/** Throws where the process forbids it. Everything a user wrote comes in as a value, or is spelled out as a harmless word. */
export const functionOf = <T>(head: string, lines: readonly string[], givens: readonly unknown[]): T => {
  const names = givens.map((_, index) => `g${index}`);
  return new Function(...names, `'use strict'; return (${head}) => { ${lines.join('\n')} };`)(...givens) as T;
};

/** Undefined where the process forbids code made at run time. */
export const allowed = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
};
