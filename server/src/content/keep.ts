import { isById, isSame } from './alike';
import { isPlain, type Plain } from './plain';
import { createReplaced, type Writing } from './replaced';
import type { Shape, Shapes } from './shape';
import { createWritten, TOP, type Item } from './written';

export type { Writing } from './replaced';

export interface Keeper {
  /** Whether this data holds components that may have audiences: what is stored must then be known. */
  concerns(data: unknown, uid: string): boolean;
  /** Of the entries that data may have been made from, the one most of its blocks stand in; the first among equals. */
  closest(data: unknown, uid: string, rows: readonly [Plain, ...Plain[]]): Plain;
  /**
   * Gives each block that comes without its audience the one of the block it replaces. Throws `invalid`, naming where,
   * when that cannot be told and one that it may have replaced is not for everyone.
   */
  keep(data: unknown, uid: string, stored: Plain, writing: Writing): unknown;
}

export const createKeeper = (shapes: Shapes): Keeper => {
  const written = createWritten(shapes);
  const { carrying, itemsOf, inside } = written;
  const replaced = createReplaced(written);

  const withAudiences = (item: Item, sources: ReadonlyMap<Plain, Item>): Plain => {
    const { value, shape } = item;
    const source = sources.get(value);
    const whole = withInner(item, sources);
    if (!source || shape.audience === undefined) return whole;
    return { ...whole, [shape.audience]: source.value[shape.audience] ?? null };
  };

  const withInner = (item: Item, sources: ReadonlyMap<Plain, Item>): Plain => {
    const copy: Record<string, unknown> = { ...item.value };
    for (const [name, child] of Object.entries(item.value)) {
      const field = item.shape.fields.get(name);
      if (!carrying(field) || typeof child !== 'object' || child === null) continue;
      const next = new Map<unknown, Plain>();
      for (const one of itemsOf(item.value, name, field, item))
        next.set(one.value, withAudiences(one, sources));
      const changed = (each: unknown) => next.get(each) ?? each;
      copy[name] = Array.isArray(child) ? child.map(changed) : changed(child);
    }
    return copy;
  };

  const topOf = (value: Plain, shape: Shape): Item => ({ value, shape, ...TOP });

  return {
    concerns(data, uid) {
      const shape = shapes.of(uid);
      if (!isPlain(data) || !shape) return false;
      return Object.entries(data).some(
        ([name, child]) => typeof child === 'object' && child !== null && carrying(shape.fields.get(name)),
      );
    },
    closest(data, uid, rows) {
      const shape = shapes.of(uid);
      if (!isPlain(data) || !shape || rows.length === 1) return rows[0];
      const given = inside(topOf(data, shape));
      const likeness = rows.map((value) => {
        const before = inside(topOf(value, shape));
        const isFrom = (one: Item) => before.some((other) => isById(one, other) || isSame(one, other));
        return given.filter(isFrom).length;
      });
      return rows[likeness.indexOf(Math.max(...likeness))] ?? rows[0];
    },
    keep(data, uid, stored, writing) {
      const shape = shapes.of(uid);
      if (!isPlain(data) || !shape) return data;
      const item = topOf(data, shape);
      return withInner(item, replaced(item, topOf(stored, shape), writing));
    },
  };
};
