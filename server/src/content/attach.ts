import { AUDIENCE_FIELD, EXPERIENCE_FIELD, isJsonObject, type JsonObject } from '../../../plugin/src';

/** The schema file of a component (`blocks.hero`) or a content type (`api::page.page`), and its text. */
export interface SchemaFile {
  readonly uid: string;
  readonly path: string;
  readonly text: string;
}

export type FileChange =
  | {
      readonly kind: 'changed';
      readonly file: SchemaFile;
      readonly text: string;
      readonly attribute: string;
    }
  | { readonly kind: 'as-it-was'; readonly file: SchemaFile }
  | { readonly kind: 'unreadable'; readonly file: SchemaFile; readonly why: string };

const NAMES = {
  [AUDIENCE_FIELD]: ['audience', 'attuneAudience', 'attuneAudienceField'],
  [EXPERIENCE_FIELD]: ['experience', 'attuneExperience', 'attuneExperienceField'],
} as const;

type OurField = keyof typeof NAMES;

const isOurs = (attribute: unknown): boolean =>
  isJsonObject(attribute) &&
  attribute.type === 'customField' &&
  typeof attribute.customField === 'string' &&
  Object.hasOwn(NAMES, attribute.customField);

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
  file: SchemaFile,
  edit: (
    schema: JsonObject,
    attributes: JsonObject,
  ) => { attributes: JsonObject; attribute: string } | undefined,
): FileChange => {
  const schema = parse(file.text);
  const attributes = attributesIn(file.text);
  if (!schema || !attributes)
    return { kind: 'unreadable', file, why: 'it is not a JSON schema with attributes' };
  const edited = edit(schema, attributes);
  if (!edited) return { kind: 'as-it-was', file };
  const text = print({ ...schema, attributes: edited.attributes }, file.text);
  return { kind: 'changed', file, text, attribute: edited.attribute };
};

const localized = ({ pluginOptions }: JsonObject): boolean =>
  isJsonObject(pluginOptions) && isJsonObject(pluginOptions.i18n) && pluginOptions.i18n.localized === true;

/** Adds one of our fields, under a name that is free; to a translated content type, one for each language. */
const add =
  (field: OurField) =>
  (file: SchemaFile): FileChange =>
    change(file, (schema, attributes) => {
      if (
        Object.values(attributes).some((one) => isOurs(one) && isJsonObject(one) && one.customField === field)
      )
        return undefined;
      const attribute = NAMES[field].find((name) => !(name in attributes));
      if (!attribute) return undefined;
      const added = {
        type: 'customField',
        customField: field,
        ...(localized(schema) ? { pluginOptions: { i18n: { localized: true } } } : {}),
      };
      return { attributes: { ...attributes, [attribute]: added }, attribute };
    });

/** Gives a component the field that says who sees it. */
export const attach = add(AUDIENCE_FIELD);

/** Gives a content type the field that holds the variants of its entries. */
export const attachExperience = add(EXPERIENCE_FIELD);

/** Takes every field of ours out. */
export const detach = (file: SchemaFile): FileChange =>
  change(file, (_schema, attributes) => {
    const names = Object.keys(attributes).filter((name) => isOurs(attributes[name]));
    if (names.length === 0) return undefined;
    const kept = Object.entries(attributes).filter(([name]) => !names.includes(name));
    return { attributes: Object.fromEntries(kept), attribute: names.join(', ') };
  });
