import type { Write } from '../compile';
import { allowed, functionOf, MOST_LEAVES } from './function';
import { pageOf, variable, writeNode } from './write-node';

/** Where the nodes note their reasons. */
const NOTES = 'let first = null, second = null, others = null;';
const REASONS =
  'second === null ? (first === null ? [] : [first]) : others === null ? [first, second] : [first, second, ...others]';

/**
 * A condition as generated code that says until when and why; undefined where the process forbids that, or the
 * condition is too long.
 */
export const writeJudge: Write = (condition, leaves) => {
  if (leaves.length > MOST_LEAVES) return undefined;
  const page = pageOf(leaves, true);
  const { value, until, lines, tell } = writeNode(condition, variable(page, 'false'), page);
  const told = tell();
  const moment = until === undefined ? 'null' : `${until} === Infinity ? null : ${until}`;
  const answer = `return { value: ${value}, until: ${moment}, reasons: ${REASONS} };`;
  const { code, variables } = page;
  return allowed(() =>
    functionOf('facts, now', [...code.lines, ...variables, ...lines, NOTES, ...told, answer], code.givens),
  );
};
