import { isAll, isAny, isNot, type Condition } from '../../../../plugin/src';

/** What stands in a group of a condition, by itself. */
export interface Part {
  /** `all.0`, `all.1.not.any.2` */
  readonly path: string;
  readonly condition: Condition;
}

const inside = ({ path, condition }: Part): readonly Part[] => {
  const below = (step: string): string => (path === '' ? step : `${path}.${step}`);
  if (isNot(condition)) return inside({ path: below('not'), condition: condition.not });
  const [mode, parts] = isAll(condition)
    ? (['all', condition.all] as const)
    : isAny(condition)
      ? (['any', condition.any] as const)
      : (['', []] as const);
  return parts.map((part, index) => ({ path: below(`${mode}.${index}`), condition: part }));
};

/** Every row and group of a condition with the path to it, the outermost first; so many at most. */
export const partsOf = (condition: Condition, most: number): readonly Part[] => {
  const found: Part[] = [];
  let level = inside({ path: '', condition });
  while (level.length > 0 && found.length < most) {
    found.push(...level.slice(0, most - found.length));
    level = level.flatMap(inside);
  }
  return found;
};
