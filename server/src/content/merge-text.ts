import { isJsonObject, type Json, type JsonObject } from '../../../plugin/src';
import type { TagPlace } from './shape';
import { isInText } from './in-text';
import { readTag, type MergeTag } from './merge-tag';

/** A text made ready: what stands in it, and the tags between. */
export type TextPart = string | MergeTag;

export interface MergedText {
  readonly parts: readonly TextPart[];
  /** What is wrong with it, for whoever saves it. */
  readonly faults: readonly string[];
}

/** Longer texts have their tags taken out: filling them in would cost more than a page may. */
const LONGEST_TEXT = 200_000;
const MOST_TAGS = 200;
const LONGEST_VALUE = 500;

/** A tag with its quoted texts, or one that never ends well: to the next braces, or to the end of the line. */
const TAGS =
  /\\?\{\{\{?(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^{}"'\n]){0,300}\}\}\}?|\\?\{\{[^}\n]{0,500}(?:\}\})?/g;

export const compileText = (text: string, place: TagPlace, allowed: ReadonlySet<string>): MergedText => {
  const parts: TextPart[] = [];
  const faults: string[] = [];
  const found = text.length <= LONGEST_TEXT ? [...text.matchAll(TAGS)] : [];
  if (text.length > LONGEST_TEXT)
    return { parts: [text.replace(TAGS, '')], faults: ['the text is too long for tags'] };
  let at = 0;
  for (const [number, match] of found.entries()) {
    const [source] = match;
    parts.push(text.slice(at, match.index));
    at = match.index + source.length;
    if (source.startsWith('\\')) {
      parts.push(source.slice(1));
      continue;
    }
    const read = readTag(source, allowed);
    const fault =
      number >= MOST_TAGS
        ? `a text has at most ${MOST_TAGS} tags`
        : 'fault' in read
          ? `${source}: ${read.fault}`
          : place === 'markup' && !isInText(text.slice(0, match.index))
            ? `${source}: a tag stands in text, not in an address or in HTML's own signs`
            : undefined;
    if (fault === undefined && 'tag' in read) parts.push(read.tag);
    else {
      faults.push(fault ?? '');
      parts.push({ traits: [], fallback: 'tag' in read ? read.tag.fallback : read.fallback });
    }
  }
  parts.push(text.slice(at));
  return { parts, faults };
};

/** Own properties only, however a trait is called. */
const traitAt = (traits: JsonObject, path: string): Json | undefined =>
  path
    .split('.')
    .reduce<
      Json | undefined
    >((value, name) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined), traits);

const printed = (value: Json | undefined): string => {
  if (value === undefined || value === null || typeof value === 'object') return '';
  const text = String(value)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return text.length > LONGEST_VALUE ? '' : text;
};

/**
 * In Markdown and HTML every sign but letters, digits and spaces becomes a character reference: both languages print
 * it and read nothing into it. Plain texts and the leaves of text blocks are escaped by whoever puts them on a page.
 */
const escaped = (text: string, place: TagPlace): string =>
  place === 'markup' ? text.replace(/[^\p{L}\p{M}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0)};`) : text;

/** `traits` are those of a proven visitor; undefined shows what stands there for everybody else. */
export const fillText = ({ parts }: MergedText, place: TagPlace, traits: JsonObject | undefined): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const values = traits ? part.traits.map((trait) => printed(traitAt(traits, trait))) : [];
      return escaped(values.find((value) => value !== '') ?? part.fallback, place);
    })
    .join('');
