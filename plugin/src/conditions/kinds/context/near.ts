import { isJsonObject, type Json, type JsonObject } from '../../../json';
import type { ContextCondition } from '../../condition';
import { numberIn } from '../../event-view';

/** The earth's mean radius in kilometres (IUGG). */
const RADIUS = 6_371.0088;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres along the great circle between two places in degrees, by the haversine formula. */
const distanceBetween = (lat: number, lon: number, toLat: number, toLon: number): number => {
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const chord = half(lat, toLat) + Math.cos(radians(lat)) * Math.cos(radians(toLat)) * half(lon, toLon);
  return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, chord)));
};

const degreesIn = (value: Json | undefined, most: number): number | null => {
  const degrees = numberIn(value);
  return degrees !== null && Math.abs(degrees) <= most ? degrees : null;
};

/** How many kilometres a visitor is from a place; null when nobody knows where they are. */
export const distanceFrom = (
  { lat, lon }: NonNullable<ContextCondition['near']>,
  context: JsonObject | undefined,
): number | null => {
  const geo = context?.geo;
  if (!isJsonObject(geo)) return null;
  const latitude = degreesIn(geo.latitude, 90);
  const longitude = degreesIn(geo.longitude, 180);
  return latitude === null || longitude === null ? null : distanceBetween(lat, lon, latitude, longitude);
};
