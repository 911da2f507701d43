import { readExperience } from '../../../plugin/src/content/experience';
import { isOverridable, type OverrideAttribute } from '../../../plugin/src/content/overrides';
import type { Json, JsonObject } from '../../../plugin/src/json';

/** A variant as the form holds it; its audience is the audience field's own affair. */
export interface FormVariant {
  readonly key: string;
  readonly name: string;
  readonly audience: unknown;
  readonly overrides: JsonObject;
}

/** What the form holds; undefined where it cannot be understood. */
export const variantsOf = (value: unknown): readonly FormVariant[] | undefined => {
  const experience = readExperience(value);
  return experience === undefined ? undefined : (experience?.variants ?? []);
};

type Variants = readonly FormVariant[];

/** For nobody yet: a new variant must not be seen before somebody has said by whom. */
export const withNew = (variants: Variants, key: string): Variants => [
  ...variants,
  { key, name: '', audience: { key: '', show: 'only', segments: [] }, overrides: {} },
];

export const withCopy = (variants: Variants, index: number, key: string): Variants =>
  variants.flatMap((variant, at) => (at === index ? [variant, { ...variant, key }] : [variant]));

export const without = (variants: Variants, index: number): Variants =>
  variants.filter((_, at) => at !== index);

export const moved = (variants: Variants, from: number, to: number): Variants => {
  const rest = without(variants, from);
  return !(from in variants) || to < 0 || to > rest.length
    ? variants
    : [...rest.slice(0, to), variants[from]!, ...rest.slice(to)];
};

/** Begins with what the entry has, so that little is to be typed. A media field begins with its files' ids. */
export const withField = (variants: Variants, index: number, name: string, value: Json): Variants =>
  variants.map((variant, at) =>
    at === index ? { ...variant, overrides: { ...variant.overrides, [name]: value } } : variant,
  );

export const withoutField = (variants: Variants, index: number, name: string): Variants =>
  variants.map((variant, at) =>
    at === index
      ? {
          ...variant,
          overrides: Object.fromEntries(Object.entries(variant.overrides).filter(([one]) => one !== name)),
        }
      : variant,
  );

/** The attributes of a content type that may vary, in its order. */
export const varying = (
  attributes: Readonly<Record<string, OverrideAttribute>>,
): readonly (readonly [string, OverrideAttribute])[] =>
  Object.entries(attributes).filter(([name, attribute]) => isOverridable(name, attribute));

interface Leaf {
  readonly [name: string]: Json;
}

/** The words of text blocks, a paragraph a line. */
export const textOfBlocks = (value: Json | undefined): string => {
  const wordsOf = (node: Json): string => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return '';
    const { text, children } = node as Leaf;
    if (typeof text === 'string') return text;
    return Array.isArray(children) ? children.map((child: Json) => wordsOf(child)).join('') : '';
  };
  return Array.isArray(value) ? value.map((block: Json) => wordsOf(block)).join('\n') : '';
};

/** A paragraph for each line. */
export const blocksOfText = (text: string): Json =>
  text.split('\n').map((line) => ({ type: 'paragraph', children: [{ type: 'text', text: line }] }));
