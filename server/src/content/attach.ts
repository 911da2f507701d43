import { AUDIENCE_FIELD, isJsonObject, type JsonObject } from '../../../plugin/src';

/** A component's schema file: `blocks.hero` and its text. */
export interface ComponentFile {
  readonly uid: string;
  readonly path: string;
  readonly text: string;
}

export type FileChange =
  | {
      readonly kind: 'changed';
      readonly file: ComponentFile;
      readonly text: string;
      readonly attribute: string;
    }
  | { readonly kind: 'as-it-was'; readonly file: ComponentFile }
  | { readonly kind: 'unreadable'; readonly file: ComponentFile; readonly why: string };

const NAMES = ['audience', 'attuneAudience', 'attuneAudienceField'];

const isAudience = (attribute: unknown): boolean =>
  isJsonObject(attribute) && attribute.type === 'customField' && attribute.customField === AUDIENCE_FIELD;

/** The components that stand in a dynamic zone of one of these content types (their schema files' texts). */
export const zoneComponents = (schemas: readonly string[]): ReadonlySet<string> => {
  const uids = new Set<string>();
  for (const text of schemas) {
    for (const attribute of Object.values(attributesIn(text) ?? {})) {
      if (!isJsonObject(attribute) || attribute.type !== 'dynamiczone') continue;
      const { components } = attribute;
      if (Array.isArray(components)) for (const uid of components) if (typeof uid === 'string') uids.add(uid);
    }
  }
  return uids;
};

const parse = (text: string): JsonObject | undefined => {
  try {
    const schema: unknown = JSON.parse(text);
    return isJsonObject(schema) ? schema : undefined;
  } catch {
    return undefined;
  }
};

const attributesIn = (text: string): JsonObject | undefined => {
  const attributes = parse(text)?.attributes;
  return isJsonObject(attributes) ? attributes : undefined;
};

/** As the file was written: its indentation and its last line break. */
const print = (schema: JsonObject, like: string): string => {
  const indent = /\n([ \t]+)"/.exec(like)?.[1] ?? '  ';
  const end = /\r?\n$/.exec(like)?.[0] ?? '';
  return `${JSON.stringify(schema, null, indent)}${end}`;
};

const change = (
  file: ComponentFile,
  edit: (attributes: JsonObject) => { attributes: JsonObject; attribute: string } | undefined,
): FileChange => {
  const schema = parse(file.text);
  const attributes = attributesIn(file.text);
  if (!schema || !attributes)
    return { kind: 'unreadable', file, why: 'it is not a JSON schema with attributes' };
  const edited = edit(attributes);
  if (!edited) return { kind: 'as-it-was', file };
  const text = print({ ...schema, attributes: edited.attributes }, file.text);
  return { kind: 'changed', file, text, attribute: edited.attribute };
};

/** Adds the audience field, under a name that is free. */
export const attach = (file: ComponentFile): FileChange =>
  change(file, (attributes) => {
    if (Object.values(attributes).some(isAudience)) return undefined;
    const attribute = NAMES.find((name) => !(name in attributes));
    if (!attribute) return undefined;
    const added = { type: 'customField', customField: AUDIENCE_FIELD };
    return { attributes: { ...attributes, [attribute]: added }, attribute };
  });

/** Takes every audience field out. */
export const detach = (file: ComponentFile): FileChange =>
  change(file, (attributes) => {
    const found = Object.entries(attributes).filter(([, attribute]) => isAudience(attribute));
    if (found.length === 0) return undefined;
    const names = found.map(([name]) => name);
    const kept = Object.entries(attributes).filter(([name]) => !names.includes(name));
    return { attributes: Object.fromEntries(kept), attribute: names.join(', ') };
  });
