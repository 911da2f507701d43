import type { Field, Shape, Shapes } from './shape';
import { isPlain } from './plain';

/** Operators stand between attributes: `$and` in REST, `and` in GraphQL. */
const isOperator = (key: string): boolean =>
  key.startsWith('$') || key === 'and' || key === 'or' || key === 'not';

/** Of a part of an answer, these tell how many there are, the hidden ones counted. */
const COUNTS = ['count', 'start', 'limit', 'page', 'pageSize', 'pagination'];

export interface Guard {
  /**
   * The parameter that asks about what may be hidden from the asker (`filters.sections.title`), or undefined.
   * Whether somebody may see a block is not known to the database, so no query may depend on a block's content.
   */
  fault(query: unknown, uid: string): string | undefined;
  /** The same for the arguments of a GraphQL field, whose pagination counts hidden components too. */
  faultOfArguments(args: unknown, uid: string): string | undefined;
}

export const createGuard = (shapes: Shapes): Guard => {
  const carries = (field: Field | undefined): boolean => {
    if (field?.kind === 'zone') return field.components.some(shapes.carries);
    return field?.kind === 'component' && shapes.carries(field.uid);
  };
  const next = (field: Field | undefined): Shape | undefined =>
    field?.kind === 'component' || field?.kind === 'relation' ? shapes.of(field.uid) : undefined;

  /** One attribute named in a filter or a sort; the rest of the way is looked at by `go`. */
  const step = (
    path: string,
    name: string,
    shape: Shape | undefined,
    go: (at: Shape | undefined, path: string) => string | undefined,
  ): string | undefined => {
    const here = `${path}.${name}`;
    const field = shape?.fields.get(name);
    if (shape?.audience === name || shape?.experience === name || carries(field)) return here;
    return go(next(field), here);
  };

  const nested = (node: unknown, shape: Shape | undefined, path: string): string | undefined => {
    if (Array.isArray(node)) return first(node, (item) => nested(item, shape, path));
    if (typeof node === 'string') return undefined;
    if (!isPlain(node) || !shape) return undefined;
    return first(Object.entries(node), ([key, child]) =>
      isOperator(key)
        ? nested(child, shape, path)
        : step(path, key, shape, (at, here) => nested(child, at, here)),
    );
  };

  /** `sections.title:asc`, several with commas, lists and objects of them. */
  const sort = (node: unknown, shape: Shape | undefined, path: string): string | undefined => {
    if (Array.isArray(node)) return first(node, (item) => sort(item, shape, path));
    if (typeof node !== 'string') return nested(node, shape, path);
    return first(node.split(','), (one) => dotted((one.split(':')[0] ?? '').trim().split('.'), shape, path));
  };
  const dotted = (names: readonly string[], shape: Shape | undefined, path: string): string | undefined => {
    const [name, ...rest] = names;
    return name === undefined ? undefined : step(path, name, shape, (at, here) => dotted(rest, at, here));
  };

  const populate = (node: unknown, shape: Shape | undefined, path: string): string | undefined => {
    if (Array.isArray(node)) return first(node, (item) => populate(item, shape, path));
    if (!isPlain(node)) return undefined;
    return first(Object.entries(node), ([name, child]) => {
      const field = shape?.fields.get(name);
      return part(child, next(field), carries(field), `${path}.${name}`);
    });
  };

  /** What stands below one populated attribute, or below one kind of block in `on`. */
  const part = (
    node: unknown,
    shape: Shape | undefined,
    carrying: boolean,
    path: string,
  ): string | undefined => {
    if (!isPlain(node)) return undefined;
    const counting = carrying ? COUNTS.find((name) => name in node) : undefined;
    if (counting) return `${path}.${counting}`;
    return (
      nested(node.filters, shape, `${path}.filters`) ??
      sort(node.sort, shape, `${path}.sort`) ??
      populate(node.populate, shape, `${path}.populate`) ??
      fragments(node.on, carrying, `${path}.on`)
    );
  };
  const fragments = (node: unknown, carrying: boolean, path: string): string | undefined =>
    isPlain(node)
      ? first(Object.entries(node), ([uid, child]) => part(child, shapes.of(uid), carrying, `${path}.${uid}`))
      : undefined;

  const fault = (query: unknown, uid: string): string | undefined => {
    const shape = shapes.of(uid);
    if (!isPlain(query) || !shape || !shapes.reaches(uid)) return undefined;
    return (
      nested(query.filters, shape, 'filters') ??
      sort(query.sort, shape, 'sort') ??
      populate(query.populate, shape, 'populate')
    );
  };

  return {
    fault,
    faultOfArguments(args, uid) {
      const found = fault(args, uid);
      if (found || !isPlain(args)) return found;
      const paginated = isPlain(args.pagination) && Object.keys(args.pagination).length > 0;
      return paginated && shapes.of(uid)?.isComponent && shapes.carries(uid) ? 'pagination' : undefined;
    },
  };
};

const first = <T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined => {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
};
