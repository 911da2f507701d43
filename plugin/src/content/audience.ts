import { isJsonObject, type Json, type JsonObject } from '../json';

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
  /** ISO 8601 with a zone: shown from this instant on. */
  readonly from?: string;
  /** ISO 8601 with a zone: no longer shown from this instant on. */
  readonly until?: string;
  /** Of the blocks of one list that name the same slot, the first that fits is shown. */
  readonly slot?: string;
}

/** The custom field's name, as component schema files declare it. */
export const AUDIENCE_FIELD = 'plugin::attune.audience';

export const MOST_SEGMENTS = 100;
export const LONGEST_SLOT = 60;

const isShow = (value: unknown): value is Show => SHOWS.includes(value as Show);

const isKey = (value: unknown): value is string => typeof value === 'string' && value.length > 0;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a text names one moment for everybody: a date with a time and a zone. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));

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
  const limits = readLimits(value);
  return limits && { key: isKey(value.key) ? value.key : '', show: value.show, segments, ...limits };
};

/** Dates and slot; an empty text is none. */
const readLimits = ({
  from,
  until,
  slot,
}: JsonObject): Pick<Audience, 'from' | 'until' | 'slot'> | undefined => {
  const isSet = (value: unknown) => value !== undefined && value !== null && value !== '';
  if ([from, until].some((value) => isSet(value) && !isInstant(value))) return undefined;
  if (isSet(slot) && (typeof slot !== 'string' || slot.length > LONGEST_SLOT)) return undefined;
  return {
    ...(isInstant(from) ? { from } : {}),
    ...(isInstant(until) ? { until } : {}),
    ...(isKey(slot) ? { slot } : {}),
  };
};

const readText = (text: string): Audience | null | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? undefined : readAudience(value);
  } catch {
    return undefined;
  }
};
