import type { Json } from '../../../../../plugin/src/json';

/** The part of JSON schema that forms are drawn from. */
export interface FieldSchema {
  readonly type?: unknown;
  /** What the field is called; without it, it is called by its description. */
  readonly title?: string;
  readonly description?: string;
  /** What a text stands for, such as a duration or the name of an event. */
  readonly input?: string;
  /** What the words of a choice are called. */
  readonly words?: Readonly<Record<string, string>>;
  readonly enum?: readonly Json[];
  /** What is often chosen, offered beside the field. */
  readonly examples?: readonly Json[];
  readonly const?: Json;
  /** What holds when nothing is said, and what stands there when the option is first added. */
  readonly default?: Json;
  /** What a new step says of an option that may be left out, where that is not what holds when it is. */
  readonly fresh?: Json;
  readonly anyOf?: readonly FieldSchema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly minItems?: number;
  readonly minimum?: number;
}

/** What a text may stand for, as `input` in its schema says. */
export const INPUTS = [
  ...(['step', 'duration', 'time', 'zone', 'event', 'path', 'where', 'segment', 'list'] as const),
  ...(['flow', 'connection', 'crm-list', 'trait', 'content-type', 'mail'] as const),
] as const;

export type FieldKind =
  | (typeof INPUTS)[number]
  | ('choice' | 'text' | 'number' | 'switch' | 'texts' | 'events' | 'choices' | 'group' | 'rows' | 'json');

/** Options that name another step of the flow. */
const STEPS = new Set(['next', 'then', 'otherwise', 'failed']);

/** All words that a choice offers, through unions of constants and enums; undefined where something else may stand. */
export const choicesOf = ({
  enum: words,
  const: word,
  anyOf,
}: FieldSchema): readonly string[] | undefined => {
  if (words) return words.map(String);
  if (word !== undefined) return [String(word)];
  const parts = anyOf?.map(choicesOf);
  return parts?.every((part) => part !== undefined) ? parts.flat() : undefined;
};

/** The same, each with what it is called. */
export const wordedChoices = (
  schema: FieldSchema,
): readonly { readonly value: string; readonly label: string }[] =>
  (choicesOf(schema) ?? []).map((value) => ({ value, label: schema.words?.[value] ?? value }));

/** With what an option is filled in. */
export const fieldKind = (name: string, schema: FieldSchema): FieldKind => {
  if (STEPS.has(name)) return 'step';
  const input = INPUTS.find((each) => each === schema.input);
  if (input) return input;
  if (choicesOf(schema)) return 'choice';
  if (schema.type === 'array') {
    if (schema.items?.properties) return 'rows';
    if (schema.items && choicesOf(schema.items)) return 'choices';
    if (schema.items?.input === 'event') return 'events';
    return schema.items?.type === 'string' ? 'texts' : 'json';
  }
  if (schema.type === 'object') return schema.properties ? 'group' : 'json';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  if (schema.type === 'boolean') return 'switch';
  // What takes texts among other things is filled in as text: "3" and "true" stay words.
  const takesText = schema.type === 'string' || schema.anyOf?.some(({ type }) => type === 'string');
  return takesText ? 'text' : 'json';
};

/** What a field is called: by its title, its description, or its name in words. */
export const labelOf = (name: string, { title, description }: FieldSchema): string =>
  title ??
  description ??
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();

/** What is said below it, where it has a title of its own. */
export const hintOf = ({ title, description }: FieldSchema): string | undefined =>
  title === undefined ? undefined : description;

/** An option that is emptied is left out, so that the schema's own idea of it holds. */
export const withOption = <T extends Readonly<Record<string, Json | undefined>>>(
  value: T,
  name: string,
  given: Json | undefined,
): T => {
  const rest = Object.entries(value).filter(([each]) => each !== name);
  const empty = given === undefined || given === '' || (Array.isArray(given) && given.length === 0);
  return Object.fromEntries(empty ? rest : [...rest, [name, given]]) as T;
};
