import cron from 'node-cron';

import type { Clock, Log } from '../ports';
import type { AskDue, DueRows } from './due';

/** Work that is found by its time, not by its turn: a missed beat is made good by the next one. */
export interface Tick {
  readonly name: string;
  /** The least time between two starts, in milliseconds. */
  readonly everyMs: number;
  /** Whether each process does it for itself, one that leaves the work to workers too. */
  readonly everywhere?: boolean;
  /**
   * What it looks for, by which an idle beat leaves it out: one question asks for all ticks. It runs once a minute all the
   * same. Without it, it runs at each of its beats.
   */
  due?(at: number): readonly DueRows[];
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
/** After so long a tick runs without being asked for. */
const UNASKED_MS = 60_000;
/**
 * What is left then is told to stop by its slice's own drain. Whoever sent SIGTERM does not wait for long, and the
 * drains after this make durable what was taken in.
 */
const PATIENCE_MS = 6_000;
const HOUR = 3_600_000;
/** What stands among the ticks under way while they are asked for. */
const ASKING = 'due';

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
export const createHeartbeat = (
  ticks: readonly Tick[],
  now: Clock,
  log: Log,
  askDue: AskDue = async (asked) => new Set(asked.map(({ name }) => name)),
): Heartbeat => {
  const startedAt = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  let last = 0;
  let stopped = false;

  const begin = (name: string, work: () => Promise<void>): void => {
    const run = work()
      .catch((error: Error & { code?: string }) => {
        log.error(`The tick "${name}" failed.`, { code: error.code ?? error.name });
      })
      .finally(() => underWay.delete(name));
    underWay.set(name, run);
  };
  const runOne = (tick: Tick, at: number): void => {
    startedAt.set(tick.name, at);
    begin(tick.name, () => tick.run(at));
  };
  const sinceStart = ({ name }: Tick, at: number): number => at - (startedAt.get(name) ?? 0);

  /** Those that have something to do, of those whose turn it would be. */
  const askAndRun = async (asked: readonly Tick[], at: number): Promise<void> => {
    const found = await askDue(asked.map(({ name, due }) => ({ name, rows: due?.(at) ?? [] })));
    for (const tick of asked) {
      if (found.has(tick.name) && !underWay.has(tick.name) && !stopped) runOne(tick, at);
    }
  };

  const beat = (): void => {
    const at = now();
    if (Math.abs(at - last) < 250) return;
    last = at;
    const next = ticks.filter(
      (tick) => !underWay.has(tick.name) && sinceStart(tick, at) >= tick.everyMs - 250,
    );
    const asked = next.filter((tick) => tick.due && sinceStart(tick, at) < UNASKED_MS);
    for (const tick of next) if (!asked.includes(tick)) runOne(tick, at);
    if (asked.length > 0 && !underWay.has(ASKING)) begin(ASKING, () => askAndRun(asked, at));
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
      stopped = true;
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
