/** Messages whose time came within one minute; `at` is its first millisecond. */
export interface MessageMinute {
  readonly at: number;
  readonly count: number;
}

/** What a rate makes of them: how many there are, how many have to wait, and how long the last of these does. */
export interface Spread {
  readonly messages: number;
  readonly waited: number;
  /** Milliseconds, in whole minutes. */
  readonly longest: number;
}

const MINUTE = 60_000;

const inOrder = (counts: ReadonlyMap<number, number>): readonly MessageMinute[] =>
  [...counts].sort(([a], [b]) => a - b).map(([at, count]) => ({ at, count }));

export const addMinutes = (
  a: readonly MessageMinute[],
  b: readonly MessageMinute[],
): readonly MessageMinute[] => {
  const counts = new Map(a.map(({ at, count }) => [at, count]));
  for (const { at, count } of b) counts.set(at, (counts.get(at) ?? 0) + count);
  return inOrder(counts);
};

/** By the minute in which they come; moments are epoch milliseconds. */
export const minutesOf = (moments: readonly number[]): readonly MessageMinute[] => {
  const counts = new Map<number, number>();
  for (const moment of moments) {
    const at = moment - (moment % MINUTE);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return inOrder(counts);
};

/** To the minute: so many go in each, who came first goes first. The minutes are in order. */
export const spreadByRate = (minutes: readonly MessageMinute[], perMinute: number): Spread => {
  let [messages, waited, longest, behind, last] = [0, 0, 0, 0, 0];
  for (const { at, count } of minutes) {
    behind = Math.max(0, behind - (perMinute * (at - last)) / MINUTE);
    const goes = Math.min(count, Math.floor(Math.max(0, perMinute - behind)));
    behind += count;
    last = at;
    messages += count;
    waited += count - goes;
    if (goes < count) longest = Math.max(longest, Math.ceil(behind / perMinute - 1) * MINUTE);
  }
  return { messages, waited, longest };
};
