import { audienceSchema, isJsonObject, PluginError } from '../../../plugin/src';
import type { NewId } from '../ports';
import type { Shape, Shapes } from './shape';

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Needs {
  readonly shapes: Shapes;
  readonly newId: NewId;
}

/**
 * Gives each audience in a document's data a key of its own: a missing one is made, and of two alike (a block that
 * an editor duplicated) the second gets a new one. `fresh` gives every block a new key, for a copy of a document.
 * Throws `invalid` for an audience of the wrong shape, naming where it stands.
 */
export const createKeys =
  ({ shapes, newId }: Needs) =>
  (data: unknown, uid: string, fresh = false): unknown => {
    const taken = new Set<string>();

    const keyed = (value: unknown, path: string): unknown => {
      const given = typeof value === 'string' ? parsed(value) : value;
      if (given === null || given === undefined || given === '') return given === '' ? null : given;
      const audience = audienceSchema.safeParse(given);
      if (!audience.success || !isJsonObject(given)) {
        const fault = audience.error?.issues[0];
        const where = [path, ...(fault?.path ?? [])].join('.');
        throw new PluginError('invalid', `${where}: ${fault?.message ?? 'an audience is an object.'}`, {
          path: where,
        });
      }
      const { key } = audience.data;
      const own = key === '' || fresh || taken.has(key) ? newId() : key;
      taken.add(own);
      return { ...audience.data, key: own };
    };

    const fields = (value: Plain, shape: Shape, path: string): Plain => {
      let copy: Record<string, unknown> | undefined;
      for (const [name, child] of Object.entries(value)) {
        const next = field(shape, name, child, path === '' ? name : `${path}.${name}`);
        if (next !== child) (copy ??= { ...value })[name] = next;
      }
      return copy ?? value;
    };

    const field = (shape: Shape, name: string, child: unknown, path: string): unknown => {
      if (name === shape.audience) return keyed(child, path);
      const known = shape.fields.get(name);
      if (known?.kind === 'component') return components(child, path, () => known.uid);
      if (known?.kind === 'zone') return components(child, path, (item) => item.__component);
      return child;
    };

    const components = (child: unknown, path: string, uidOf: (item: Plain) => unknown): unknown => {
      const one = (item: unknown, at: string): unknown => {
        const named = isPlain(item) ? uidOf(item) : undefined;
        const shape = typeof named === 'string' ? shapes.of(named) : undefined;
        return isPlain(item) && shape ? fields(item, shape, at) : item;
      };
      if (!Array.isArray(child)) return one(child, path);
      const items = child.map((item, index) => one(item, `${path}.${index}`));
      return items.some((item, index) => item !== child[index]) ? items : child;
    };

    const shape = shapes.of(uid);
    return isPlain(data) && shape ? fields(data, shape, '') : data;
  };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
