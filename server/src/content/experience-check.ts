import { checkOverride, experienceSchema, PluginError, type Json } from '../../../plugin/src';
import { parsed } from './parsed';
import type { Shape, TagPlace } from './shape';

interface Needs {
  ownKey(key: string): string;
  /** Throws for a merge tag that cannot be filled in. */
  checkTags(value: unknown, place: TagPlace, path: string): void;
}

const refuse = (path: string, message: string): never => {
  throw new PluginError('invalid', `${path}: ${message}`, { path });
};

const nameList = (shape: Shape): string => [...shape.overridable.keys()].join(', ') || 'none';

/** The field's value as it is kept: each variant with a key. Throws `invalid`, naming where the fault stands. */
export const checkExperience = (
  value: unknown,
  path: string,
  shape: Shape,
  { ownKey, checkTags }: Needs,
): unknown => {
  const given = parsed(value);
  if (given === undefined) return undefined;
  if (given === null || given === '') return null;
  const experience = experienceSchema.safeParse(given);
  if (!experience.success) {
    const [fault] = experience.error.issues;
    return refuse([path, ...(fault?.path ?? [])].join('.'), fault?.message ?? 'an experience is an object.');
  }

  const override = (name: string, wanted: Json, at: string): Json => {
    const attribute = shape.overridable.get(name);
    if (!attribute) return refuse(at, `"${name}" cannot vary. These can: ${nameList(shape)}.`);
    const verdict = checkOverride(attribute, wanted);
    if ('fault' in verdict) return refuse(at, verdict.fault);
    const place = shape.tagged.get(name);
    if (place) checkTags(verdict.value, place, at);
    return verdict.value;
  };

  const variants = experience.data.variants.map(({ key, overrides, ...rest }, index) => ({
    key: ownKey(key),
    ...rest,
    overrides: Object.fromEntries(
      Object.entries(overrides).map(([name, wanted]) => [
        name,
        override(name, wanted, `${path}.variants.${index}.overrides.${name}`),
      ]),
    ),
  }));
  return variants.length === 0 ? null : { variants };
};
