import { isAll, isAny, isNot, type Condition, type Conditions } from '../../../../plugin/src';
import { allOf, anyOf, EVERYONE, type Narrow } from './narrow';
import { leafNarrow } from './narrow-leaf';

/** `idOf` knows the segments whose kept memberships may be relied on. */
export const narrowOf = (
  conditions: Conditions,
  condition: Condition,
  now: number,
  idOf: (segmentKey: string) => string | undefined,
): Narrow => {
  const narrow = (node: Condition): Narrow => {
    if (isAll(node)) return allOf(node.all.map(narrow));
    if (isAny(node)) return anyOf(node.any.map(narrow));
    if (isNot(node)) return EVERYONE;
    return leafNarrow(conditions, node, now, idOf);
  };
  return narrow(condition);
};
