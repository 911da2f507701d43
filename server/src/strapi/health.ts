import type { Clock } from '../ports';
import type { SliceParts } from './slice';

/** A beat older than this means that nothing is being sent or closed: the probe fails. */
const STILL_MS = 30_000;

interface Needs {
  readonly parts: readonly Pick<SliceParts<unknown>, 'health'>[];
  readonly tableSizes: () => Promise<Record<string, number>>;
  readonly lastBeat: () => number;
  readonly now: Clock;
}

/** What the health endpoint tells: whether the heart beats, how large the tables are, and what each slice says. */
export const createHealth =
  ({ parts, tableSizes, lastBeat, now }: Needs) =>
  async () => {
    const reports = await Promise.all(parts.map((part) => part.health?.() ?? {}));
    const beatAge = now() - lastBeat();
    return {
      ok: beatAge < STILL_MS,
      parts: Object.assign({ beatAge, rows: await tableSizes() }, ...reports) as Record<string, unknown>,
    };
  };
