import type { WholeFlow } from '../listed-flow';

/** What is wrong, by step; under the empty word what is wrong with the flow as a whole. */
export const problemsByStep = (problems: WholeFlow['problems']): ReadonlyMap<string, readonly string[]> => {
  const by = new Map<string, string[]>();
  for (const { step, message } of problems) {
    const of = step ?? '';
    by.set(of, [...(by.get(of) ?? []), message]);
  }
  return by;
};
