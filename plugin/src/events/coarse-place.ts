import { isJsonObject, type Json, type JsonObject } from '../json';

const DEGREES = /^[+-]?\d{1,3}(\.\d{1,20})?$/;

/** A number of degrees in a header's text. */
export const degrees = (value: string | undefined): number | undefined =>
  value !== undefined && DEGREES.test(value.trim()) ? Number(value) : undefined;

/** Two decimals: about a kilometre. */
const coarse = (value: number): number => Math.round(value * 100) / 100;

/**
 * Coordinates in degrees, rounded to a kilometre so that they tell a town and nobody's house. Undefined when they are
 * none, and at exactly 0, 0: in the sea, where networks put whom they cannot find.
 */
export const coarsePlace = (
  latitude: Json | undefined,
  longitude: Json | undefined,
): { readonly latitude: number; readonly longitude: number } | undefined => {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  if (latitude === 0 && longitude === 0) return undefined;
  return { latitude: coarse(latitude), longitude: coarse(longitude) };
};

const numeric = (value: Json | undefined): Json | undefined =>
  typeof value === 'string' ? degrees(value) : value;

/** A place as a client tells it, without coordinates that are finer than ours. */
export const coarsened = (place: Json): Json => {
  if (!isJsonObject(place) || !('latitude' in place || 'longitude' in place)) return place;
  const { latitude, longitude, ...rest }: JsonObject = place;
  return { ...rest, ...coarsePlace(numeric(latitude), numeric(longitude)) };
};
