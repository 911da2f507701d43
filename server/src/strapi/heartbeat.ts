import cron from 'node-cron';

import type { Clock, Log } from '../ports';

/** Work that is found by its time, not by its turn: a missed beat is made good by the next one. */
export interface Tick {
  readonly name: string;
  /** The least time between two starts, in milliseconds. */
  readonly everyMs: number;
  run(now: number): Promise<void>;
}

export interface Heartbeat {
  start(): void;
  /** Ends the beat and waits for ticks under way. */
  stop(): Promise<void>;
  /** When the last beat was felt; health reports its age. */
  lastBeat(): number;
}

const WATCH_MS = 2_000;

/**
 * node-cron beats once a second. It loses beats on nights when clocks change and may spin in some zones
 * (node-cron#492), so a beat within the same 250 ms counts once, and a plain timer beats when cron does not.
 */
export const createHeartbeat = (ticks: readonly Tick[], now: Clock, log: Log): Heartbeat => {
  const startedAt = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  let last = 0;

  const runOne = (tick: Tick, at: number): void => {
    if (underWay.has(tick.name) || at - (startedAt.get(tick.name) ?? 0) < tick.everyMs - 250) return;
    startedAt.set(tick.name, at);
    const run = tick
      .run(at)
      .catch((error: Error & { code?: string }) => {
        log.error(`The tick "${tick.name}" failed.`, { code: error.code ?? error.name });
      })
      .finally(() => underWay.delete(tick.name));
    underWay.set(tick.name, run);
  };

  const beat = (): void => {
    const at = now();
    if (Math.abs(at - last) < 250) return;
    last = at;
    for (const tick of ticks) runOne(tick, at);
  };

  let task: ReturnType<typeof cron.schedule> | undefined;
  let watch: NodeJS.Timeout | undefined;
  return {
    start() {
      last = now();
      task = cron.schedule('* * * * * *', beat, {
        timezone: 'UTC',
        name: 'attune',
        // Work is found by its time: a missed beat loses nothing and need not alarm anybody.
        suppressMissedWarning: true,
      });
      watch = setInterval(() => {
        if (now() - last >= WATCH_MS) beat();
      }, WATCH_MS / 2);
      watch.unref();
    },
    async stop() {
      clearInterval(watch);
      await task?.destroy();
      await Promise.all(underWay.values());
    },
    lastBeat: () => last,
  };
};
