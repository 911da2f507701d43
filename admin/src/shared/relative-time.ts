const UNITS = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

export interface RelativeTime {
  readonly value: number;
  readonly unit: (typeof UNITS)[number][0];
}

/** How far `at` lies from `now`, in the largest unit that fills at least once: -3 minute, 2 day. */
export const relativeTime = (at: number, now: number): RelativeTime => {
  const gap = at - now;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(gap) >= length) ?? ['second', 1_000];
  return { value: Math.trunc(gap / size), unit };
};
