import { readExperience, type JsonObject } from '../../../plugin/src';
import type { MergeTags } from './merge-tags';
import { isPlain, type Plain } from './plain';
import type { Field, Shape, Shapes } from './shape';

interface Needs {
  readonly shapes: Shapes;
  readonly tags: MergeTags;
}

/** A text with tags, as it is stored. */
interface Source {
  readonly id: unknown;
  readonly value: unknown;
}

/** Keeps the tags of texts that come back as somebody was shown them. */
export interface TagEchoes {
  /** Whether the write of this data may hold such a text: what is stored must then be read. */
  concerns(data: unknown, uid: string): boolean;
  /**
   * The data with each text that is word for word what a stored one shows replaced by the stored one. `stored` are the
   * entry's rows, components in them; `readers` the traits of those whose view the writer may have read.
   */
  restore(
    data: unknown,
    uid: string,
    stored: readonly unknown[],
    readers: readonly (JsonObject | undefined)[],
  ): unknown;
}

const nameOf = (uid: string, attribute: string): string => `${uid} ${attribute}`;

export const createTagEchoes = ({ shapes, tags }: Needs): TagEchoes => {
  const isPart = (field: Field | undefined): boolean => field?.kind === 'component' || field?.kind === 'zone';
  const shapeIn = (field: Field | undefined, item: Plain): Shape | undefined => {
    if (field?.kind === 'component') return shapes.of(field.uid);
    return typeof item.__component === 'string' ? shapes.of(item.__component) : undefined;
  };
  const itemsIn = (value: unknown): readonly Plain[] =>
    (Array.isArray(value) ? value : [value]).filter(isPlain);

  /** Whether a tagged attribute is named in this data at any depth. */
  const names = (value: Plain, shape: Shape): boolean =>
    Object.keys(value).some((name) => {
      if (shape.tagged.has(name)) return true;
      const field = shape.fields.get(name);
      if (!isPart(field)) return false;
      return itemsIn(value[name]).some((item) => {
        const inner = shapeIn(field, item);
        return inner !== undefined && names(item, inner);
      });
    });

  const collect = (value: Plain, shape: Shape, into: Map<string, Source[]>): void => {
    const add = (attribute: string, text: unknown): void => {
      if (!tags.isIn(text)) return;
      const name = nameOf(shape.uid, attribute);
      into.set(name, [...(into.get(name) ?? []), { id: value.id, value: text }]);
    };
    for (const attribute of shape.tagged.keys()) add(attribute, value[attribute]);
    const experience = shape.experience === undefined ? undefined : readExperience(value[shape.experience]);
    for (const { overrides } of experience?.variants ?? [])
      for (const [attribute, text] of Object.entries(overrides))
        if (shape.tagged.has(attribute)) add(attribute, text);
    for (const [name, field] of shape.fields) {
      if (!isPart(field)) continue;
      for (const item of itemsIn(value[name])) {
        const inner = shapeIn(field, item);
        if (inner) collect(item, inner, into);
      }
    }
  };

  return {
    concerns(data, uid) {
      const shape = shapes.of(uid);
      return isPlain(data) && shape !== undefined && names(data, shape);
    },
    restore(data, uid, stored, readers) {
      const root = shapes.of(uid);
      if (!isPlain(data) || !root) return data;
      const sources = new Map<string, Source[]>();
      for (const row of stored) if (isPlain(row)) collect(row, root, sources);
      if (sources.size === 0) return data;

      const original = (given: unknown, attribute: string, shape: Shape, id: unknown): unknown => {
        const text = JSON.stringify(given);
        const place = shape.tagged.get(attribute)!;
        const found = (sources.get(nameOf(shape.uid, attribute)) ?? []).filter(({ value }) =>
          [undefined, ...readers].some((traits) => JSON.stringify(tags.fill(value, place, traits)) === text),
        );
        // Where two show the same, the one of this very component.
        const own = found.find((one) => id !== undefined && String(one.id) === String(id)) ?? found[0];
        return own ? own.value : given;
      };
      const restored = (value: Plain, shape: Shape): Plain => {
        let copy: Record<string, unknown> | undefined;
        for (const [name, child] of Object.entries(value)) {
          const next = shape.tagged.has(name)
            ? original(child, name, shape, value.id)
            : inside(child, shape.fields.get(name));
          if (next !== child) (copy ??= { ...value })[name] = next;
        }
        return copy ?? value;
      };
      const inside = (child: unknown, field: Field | undefined): unknown => {
        if (!isPart(field)) return child;
        if (Array.isArray(child)) {
          const items = child.map((item: unknown) => inside(item, field));
          return items.some((item, index) => item !== child[index]) ? items : child;
        }
        const shape = isPlain(child) ? shapeIn(field, child) : undefined;
        return isPlain(child) && shape ? restored(child, shape) : child;
      };
      return restored(data, root);
    },
  };
};
