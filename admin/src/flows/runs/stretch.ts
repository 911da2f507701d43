const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  { unit: 'day', ms: DAY },
  { unit: 'hour', ms: HOUR },
  { unit: 'minute', ms: MINUTE },
] as const;

/** How long something took, in the largest unit of which there are two at least, to one decimal. */
export const stretchOf = (
  ms: number,
): { readonly value: number; readonly unit: 'day' | 'hour' | 'minute' | 'second' } => {
  const fits = UNITS.find((each) => ms >= 2 * each.ms);
  return fits
    ? { value: Math.round((ms / fits.ms) * 10) / 10, unit: fits.unit }
    : { value: Math.round(ms / SECOND), unit: 'second' };
};
