import { isJsonObject, type Json } from '../json';

/** Who a block is shown to: everyone, only people in one of these segments, or everyone but them. */
export const SHOWS = ['everyone', 'only', 'except'] as const;

export type Show = (typeof SHOWS)[number];

/** What the custom field keeps in a block. */
export interface Audience {
  /** The block's own key. It outlives publishing, which gives component rows new ids. */
  readonly key: string;
  readonly show: Show;
  /** Segment keys. */
  readonly segments: readonly string[];
}

/** The custom field's name, as component schema files declare it. */
export const AUDIENCE_FIELD = 'plugin::attune.audience';

export const MOST_SEGMENTS = 100;

const isShow = (value: unknown): value is Show => SHOWS.includes(value as Show);

const isKey = (value: unknown): value is string => typeof value === 'string' && value.length > 0;

/**
 * Reads a stored value. `null` where nothing was ever set, which means everyone; `undefined` for a value that
 * cannot be understood, whose block must be hidden. Databases and API clients hand JSON over as text at times.
 */
export const readAudience = (value: unknown): Audience | null | undefined => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return readText(value);
  if (!isJsonObject(value) || !isShow(value.show)) return undefined;
  const segments: Json = value.segments ?? [];
  if (!Array.isArray(segments) || !segments.every(isKey) || segments.length > MOST_SEGMENTS) return undefined;
  return { key: isKey(value.key) ? value.key : '', show: value.show, segments };
};

const readText = (text: string): Audience | null | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? undefined : readAudience(value);
  } catch {
    return undefined;
  }
};
