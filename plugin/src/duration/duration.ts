const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const WORDS: readonly (readonly [ms: number, word: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];

/** `90s`, `15m`, `24h`, `7d` in milliseconds; undefined for anything else. A day is 24 hours. */
export const parseDuration = (text: string): number | undefined => {
  const [, amount, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  return amount && unit ? Number(amount) * (UNITS[unit] ?? 0) : undefined;
};

/** In the largest unit that gives a whole number, as it was most likely meant: `1 day`, `90 minutes`. */
export const describeDuration = (text: string): string => {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const word = WORDS.find(([ms]) => ms === UNITS[unit ?? ''])?.[1];
  return amount && word ? counted(Number(amount), word) : text;
};

/** About how long ago, in one unit: `9 days`, `4 minutes`. */
export const describeMilliseconds = (ms: number): string => {
  const [size, word] = WORDS.find(([least]) => ms >= least) ?? [1_000, 'second'];
  return counted(Math.floor(ms / size), word);
};

const counted = (amount: number, word: string): string => `${amount} ${word}${amount === 1 ? '' : 's'}`;
