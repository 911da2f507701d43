import { isJsonObject, type Json, type JsonObject } from '../../../plugin/src';

type Path = readonly (string | number)[];

/** Called with each object of a definition; what it answers stands in its place. */
type Change = (part: JsonObject, path: Path) => JsonObject;

/** A filter is the customer's own data: what looks like a part of ours there is none. */
const isFilter = (name: string, { kind, name: event }: JsonObject): boolean =>
  name === 'where' && (typeof kind === 'string' || typeof event === 'string');

const inside = (value: Json, change: Change, path: Path): Json => {
  if (Array.isArray(value)) return value.map((one: Json, at) => inside(one, change, [...path, at]));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, part]): [string, Json] => [
    name,
    isFilter(name, value) ? part : inside(part, change, [...path, name]),
  ]);
  return change(Object.fromEntries(entries), path);
};

/** The same definition, each of its parts changed, those of extensions' steps too; filters stay as they are. */
export const changeParts = <T>(definition: T, change: Change, path: Path = []): T =>
  inside(JSON.parse(JSON.stringify(definition)) as Json, change, path) as T;

/** Where a thing holds parts: the name of the field, and what stands in it. */
export const eachPart = (
  definition: unknown,
  path: Path,
  see: (part: JsonObject, path: Path) => void,
): void => {
  changeParts(
    definition,
    (part, at) => {
      see(part, at);
      return part;
    },
    path,
  );
};
