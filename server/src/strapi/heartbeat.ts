import cron from 'node-cron';

import type { Clock, Log } from '../ports';

/** Work that is found by its time, not by its turn: a missed beat is made good by the next one. */
export interface Tick {
  readonly name: string;
  /** The least time between two starts, in milliseconds. */
  readonly everyMs: number;
  /** Whether each process does it for itself, one that leaves the work to workers too. */
  readonly everywhere?: boolean;
  run(now: number): Promise<void>;
}

export interface Heartbeat {
  start(): void;
  /** Ends the beat and waits for ticks under way, but not for one that has a backlog of minutes before it. */
  stop(): Promise<void>;
  /** When the last beat was felt; health reports its age. */
  lastBeat(): number;
}

const WATCH_MS = 2_000;
/**
 * What is left then is told to stop by its slice's own drain. Whoever sent SIGTERM does not wait for long, and the
 * drains after this make durable what was taken in.
 */
const PATIENCE_MS = 6_000;
const HOUR = 3_600_000;

/** Whether this process's own clocks change within two hours of a moment. */
const clocksChange = (at: number): boolean => {
  const offset = (moment: number) => new Date(moment).getTimezoneOffset();
  return offset(at - 2 * HOUR) !== offset(at + 2 * HOUR);
};

/**
 * node-cron beats once a second. On nights when the process's clocks change it loses beats or spins in timers of
 * a millisecond (node-cron#492; seen in 4.6.0 with the zone set to UTC too): for those hours it rests. A plain
 * timer beats whenever cron does not, and beats within the same 250 ms count once.
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
  const wake = (): void => {
    task ??= cron.schedule('* * * * * *', beat, {
      timezone: 'UTC',
      name: 'attune',
      // Work is found by its time: a missed beat loses nothing and need not alarm anybody.
      suppressMissedWarning: true,
    });
  };
  const rest = (): void => {
    void task?.destroy();
    task = undefined;
  };
  const look = (): void => {
    const at = now();
    if (clocksChange(at)) rest();
    else wake();
    if (at - last >= (task ? WATCH_MS : WATCH_MS / 2)) beat();
  };
  return {
    start() {
      last = now();
      look();
      watch = setInterval(look, WATCH_MS / 2);
      watch.unref();
    },
    async stop() {
      clearInterval(watch);
      await task?.destroy();
      let patience: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => (patience = setTimeout(resolve, PATIENCE_MS)));
      await Promise.race([Promise.all(underWay.values()), enough]);
      clearTimeout(patience);
    },
    lastBeat: () => last,
  };
};
