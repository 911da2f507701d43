import { isJsonObject, type Json, type JsonObject } from '../json';
import { readAudience, type Audience } from './audience';
import { shows, type Look } from './shows';

/** The custom field's name, as content types' schema files declare it. */
export const EXPERIENCE_FIELD = 'plugin::attune.experience';

export const MOST_VARIANTS = 50;
export const LONGEST_NAME = 120;

/** Another form of an entry, for some. */
export interface Variant {
  readonly key: string;
  readonly name: string;
  /** Its key is the variant's. Undefined where it cannot be read: such a variant is shown to nobody. */
  readonly audience: Audience | undefined;
  /** By attribute; what is not named stays as the entry has it. A media field names its files by their ids. */
  readonly overrides: JsonObject;
}

/** What the custom field keeps in an entry: its variants, in the order in which they are tried. */
export interface Experience {
  readonly variants: readonly Variant[];
}

/**
 * Reads a stored value. `null` where nothing was ever set; `undefined` for a value that cannot be understood. Both
 * show the entry as it is. Databases and API clients hand JSON over as text at times.
 */
export const readExperience = (value: unknown): Experience | null | undefined => {
  if (value === null || value === undefined || value === '') return null;
  const given = typeof value === 'string' ? parsed(value) : value;
  const variants = isJsonObject(given) ? given.variants : undefined;
  if (!Array.isArray(variants) || variants.length > MOST_VARIANTS) return undefined;
  return { variants: variants.flatMap(readVariant) };
};

const readVariant = (value: Json): readonly Variant[] => {
  if (!isJsonObject(value) || !isJsonObject(value.overrides)) return [];
  const key = typeof value.key === 'string' ? value.key : '';
  const name = typeof value.name === 'string' ? value.name : '';
  const audience = readAudience(value.audience) ?? undefined;
  return [{ key, name, audience: audience && { ...audience, key }, overrides: value.overrides }];
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Variants of an entry are tried as those of one slot are; the entry as it is stands for the fallback. */
export const inOneSlot = (
  audiences: readonly (Audience | null | undefined)[],
): readonly (Audience | undefined)[] =>
  audiences.map((audience) => (audience ? { ...audience, slot: EXPERIENCE_FIELD } : undefined));

/** The variant somebody is shown: the first whose audience they fit. Undefined is the entry as it is. */
export const chooseVariant = (experience: Experience | null | undefined, look: Look): Variant | undefined =>
  experience?.variants.find(({ audience }) => shows(audience, look).shown);
