import type { EmailProblem } from '../../../plugin/src/emails/schema';

/** The faults of one part by the line they stand in; one whose place is not known stands at the first. */
export const wrongLines = (
  problems: readonly EmailProblem[],
  part: EmailProblem['part'],
): ReadonlyMap<number, string> =>
  new Map(
    problems
      .filter((problem) => problem.part === part)
      .map(({ line, message }) => [Math.max(1, line), message]),
  );
