import { below, branchOf, type Condition } from '../../../../plugin/src';

/** What stands in a group of a condition, by itself. */
export interface Part {
  /** `all.0`, `all.1.not.any.2` */
  readonly path: string;
  readonly condition: Condition;
}

/** What is denied is looked into, and is no row of its own. */
const inside = ({ path, condition }: Part): readonly Part[] => {
  const branch = branchOf(condition);
  const parts = (branch?.parts ?? []).map(([step, part]) => ({ path: below(path, step), condition: part }));
  return branch?.node === 'not' ? parts.flatMap(inside) : parts;
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
