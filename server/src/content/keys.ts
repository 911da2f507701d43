import { audienceSchema, isJsonObject, isLimited, PluginError } from '../../../plugin/src';
import type { NewId } from '../ports';
import { checkExperience } from './experience-check';
import { parsed } from './parsed';
import type { MergeTags } from './merge-tags';
import type { Shape, Shapes, TagPlace } from './shape';
import { isPlain, type Plain } from './plain';

interface Needs {
  readonly shapes: Shapes;
  readonly tags: MergeTags;
  /** Content types whose components outside a zone are personalised; undefined is all of them. */
  readonly types?: ReadonlySet<string>;
  readonly newId: NewId;
}

/**
 * Gives each audience and each variant in a document's data a key of its own: a missing one is made, and of two alike (a
 * block that
 * an editor duplicated) the second gets a new one. `fresh` gives every block a new key, for a copy of a document.
 * Throws `invalid` for an audience or an experience of the wrong shape, and for a merge tag that cannot be filled in,
 * naming where it stands; so for an audience outside a zone on a type where such components are not personalised.
 */
export const createKeys =
  ({ shapes, tags, types, newId }: Needs) =>
  (data: unknown, uid: string, fresh = false): unknown => {
    const taken = new Set<string>();

    const keyed = (value: unknown, path: string, mayTarget: boolean): unknown => {
      const given = parsed(value);
      if (given === null || given === undefined || given === '') return given === '' ? null : given;
      const audience = audienceSchema.safeParse(given);
      if (!audience.success || !isJsonObject(given)) {
        const fault = audience.error?.issues[0];
        const where = [path, ...(fault?.path ?? [])].join('.');
        throw new PluginError('invalid', `${where}: ${fault?.message ?? 'an audience is an object.'}`, {
          path: where,
        });
      }
      if (!mayTarget && isLimited(audience.data))
        throw new PluginError(
          'invalid',
          `${path}: "${uid}" shows everyone what stands outside its zones. Name it in content.types of the ` +
            'configuration, or move the component into a dynamic zone.',
          { path },
        );
      return { ...audience.data, key: ownKey(audience.data.key) };
    };

    const ownKey = (key: string): string => {
      const own = key === '' || fresh || taken.has(key) ? newId() : key;
      taken.add(own);
      return own;
    };

    const fields = (value: Plain, shape: Shape, path: string, mayTarget: boolean): Plain => {
      let copy: Record<string, unknown> | undefined;
      for (const [name, child] of Object.entries(value)) {
        const next = field(shape, name, child, path === '' ? name : `${path}.${name}`, mayTarget);
        if (next !== child) (copy ??= { ...value })[name] = next;
      }
      return copy ?? value;
    };

    const checkTags = (value: unknown, place: TagPlace, path: string): void => {
      const [fault] = tags.faults(value, place);
      if (fault !== undefined) throw new PluginError('invalid', `${path}: ${fault}.`, { path });
    };

    const field = (shape: Shape, name: string, child: unknown, path: string, mayTarget: boolean): unknown => {
      const place = shape.tagged.get(name);
      if (place) checkTags(child, place, path);
      if (name === shape.audience) return keyed(child, path, mayTarget);
      if (name === shape.experience) return checkExperience(child, path, shape, { ownKey, checkTags });
      const known = shape.fields.get(name);
      if (known?.kind === 'component') return components(child, path, () => known.uid, mayTarget);
      if (known?.kind === 'zone') return components(child, path, (item) => item.__component, true);
      return child;
    };

    const components = (
      child: unknown,
      path: string,
      uidOf: (item: Plain) => unknown,
      mayTarget: boolean,
    ): unknown => {
      const one = (item: unknown, at: string): unknown => {
        const named = isPlain(item) ? uidOf(item) : undefined;
        const shape = typeof named === 'string' ? shapes.of(named) : undefined;
        return isPlain(item) && shape ? fields(item, shape, at, mayTarget) : item;
      };
      if (!Array.isArray(child)) return one(child, path);
      const items = child.map((item, index) => one(item, `${path}.${index}`));
      return items.some((item, index) => item !== child[index]) ? items : child;
    };

    const shape = shapes.of(uid);
    return isPlain(data) && shape ? fields(data, shape, '', types?.has(uid) ?? true) : data;
  };
