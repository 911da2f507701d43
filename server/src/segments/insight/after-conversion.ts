import { isAll, isAny, isNot, noFacts, type Condition, type Conditions } from '../../../../plugin/src';

/** What somebody does only after they were won. */
export const CONVERSIONS: ReadonlySet<string> = new Set([
  'Order Completed',
  'Order Updated',
  'Order Refunded',
  'Order Cancelled',
  'Product Reviewed',
  'Subscription Started',
]);

/**
 * Whether nobody can be in who has not converted: a leaf that asks for conversions alone and does not hold of somebody
 * without any; of `all` one part, of `any` every part. What a `not` asks for need not have happened.
 */
export const createIsAfterConversion = (conditions: Conditions) => {
  const leaf = (
    condition: Condition,
    ofSegment: (key: string) => Condition | undefined,
    seen: ReadonlySet<string>,
  ): boolean => {
    const { events, segments } = conditions.needs(condition);
    const [key] = segments;
    if (key !== undefined) {
      const nested = seen.has(key) ? undefined : ofSegment(key);
      return nested !== undefined && walk(nested, ofSegment, new Set([...seen, key]));
    }
    if (events.size === 0 || ![...events].every((name) => CONVERSIONS.has(name))) return false;
    return !conditions.evaluate(condition, noFacts(), 0).value;
  };
  const walk = (
    condition: Condition,
    ofSegment: (key: string) => Condition | undefined,
    seen: ReadonlySet<string>,
  ): boolean => {
    if (isAll(condition)) return condition.all.some((part) => walk(part, ofSegment, seen));
    if (isAny(condition)) {
      return condition.any.length > 0 && condition.any.every((part) => walk(part, ofSegment, seen));
    }
    return isNot(condition) ? false : leaf(condition, ofSegment, seen);
  };
  return (condition: Condition, ofSegment: (key: string) => Condition | undefined): boolean =>
    walk(condition, ofSegment, new Set());
};
