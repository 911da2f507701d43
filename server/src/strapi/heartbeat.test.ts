import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { AskedTick } from './due';
import { createHeartbeat, type Tick } from './heartbeat';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const SECOND = 1_000;
const HOUR = 3_600_000;
const zoneBefore = process.env.TZ;

/** Walks a clock from one moment to another and says at which seconds the tick ran. */
const walk = async (from: string, hours: number): Promise<readonly number[]> => {
  vi.setSystemTime(new Date(from));
  const beats: number[] = [];
  const run = async (at: number) => void beats.push(at);
  const heartbeat = createHeartbeat([{ name: 'test', everyMs: SECOND, run }], () => Date.now(), quiet);
  heartbeat.start();
  for (let second = 0; second < (hours * HOUR) / SECOND; second += 1)
    await vi.advanceTimersByTimeAsync(SECOND);
  const stopped = heartbeat.stop();
  await vi.advanceTimersByTimeAsync(SECOND);
  await stopped;
  return beats;
};

describe('the heartbeat', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    process.env.TZ = zoneBefore;
  });

  // Around the moment at which each zone's clocks change, in spring and in autumn.
  const nights = [
    ['UTC', '2026-03-29T00:59:30Z'],
    ['Europe/Vienna', '2026-03-29T00:59:30Z'],
    ['Europe/Vienna', '2026-10-25T00:59:30Z'],
    ['Europe/Vienna', '2026-10-25T01:59:30Z'],
    ['America/New_York', '2026-03-08T06:59:30Z'],
    ['America/New_York', '2026-11-01T05:59:30Z'],
    ['Australia/Lord_Howe', '2026-04-04T14:59:30Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:29:30Z'],
  ] as const;

  for (const [zone, from] of nights) {
    it(`never stands still, and never races, in ${zone} from ${from}`, { timeout: 60_000 }, async () => {
      process.env.TZ = zone;
      const beats = await walk(from, 0.03);
      const gaps = beats.slice(1).map((at, index) => at - (beats[index] ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(4 * SECOND);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(750);
      expect(beats.length).toBeGreaterThan((0.03 * HOUR) / (4 * SECOND));
    });
  }

  it('wakes cron again when the night of the clocks is over', { timeout: 60_000 }, async () => {
    process.env.TZ = 'Europe/Vienna';
    const beats = await walk('2026-10-25T02:59:30Z', 0.02);
    expect(beats.length).toBeGreaterThan(50);
  });

  it('does not begin a tick again that is still running, and waits for it at the end', async () => {
    vi.setSystemTime(new Date('2026-06-01T00:00:00Z'));
    let finish = () => {};
    let begun = 0;
    const run = () => {
      begun += 1;
      return new Promise<void>((resolve) => (finish = resolve));
    };
    const heartbeat = createHeartbeat([{ name: 'slow', everyMs: SECOND, run }], () => Date.now(), quiet);
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(begun).toBe(1);
    let stopped = false;
    const stopping = heartbeat.stop().then(() => (stopped = true));
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(stopped).toBe(true);
  });

  it('does not wait at the end for a tick that has minutes of work before it', async () => {
    vi.setSystemTime(new Date('2026-06-01T00:00:00Z'));
    const run = () => new Promise<void>(() => {});
    const heartbeat = createHeartbeat([{ name: 'endless', everyMs: SECOND, run }], () => Date.now(), quiet);
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    let stopped = false;
    void heartbeat.stop().then(() => (stopped = true));
    await vi.advanceTimersByTimeAsync(7 * SECOND);
    expect(stopped).toBe(true);
  });

  it('asks one question a beat for all that can be asked, and runs those that have something to do', async () => {
    vi.setSystemTime(new Date('2026-06-01T00:00:00Z'));
    const ran: string[] = [];
    const asked: (readonly AskedTick[])[] = [];
    let found = new Set<string>();
    const tick = (name: string, everyMs = SECOND): Tick => ({
      ...{ name, everyMs, run: async () => void ran.push(name) },
      due: (at) => [{ from: `${name}_rows where due_at <= ?`, values: [at] }],
    });
    const ticks = [tick('one'), tick('two', 5 * SECOND), { ...tick('always'), due: undefined }];
    const heartbeat = createHeartbeat(
      ticks,
      () => Date.now(),
      quiet,
      async (all) => {
        asked.push(all);
        return found;
      },
    );
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(SECOND);
    // What has never run has its turn unasked.
    expect([...ran].sort()).toEqual(['always', 'one', 'two']);
    ran.length = 0;
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect(new Set(ran)).toEqual(new Set(['always']));
    expect(asked.length).toBeGreaterThanOrEqual(19);
    expect(asked.length).toBeLessThanOrEqual(21);
    const [first] = asked;
    expect(first?.map(({ name }) => name)).toEqual(['one']);
    expect(first?.[0]?.rows).toEqual([{ from: 'one_rows where due_at <= ?', values: [expect.any(Number)] }]);
    expect(asked.some((all) => all.length === 2)).toBe(true);
    found = new Set(['two']);
    ran.length = 0;
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(ran.filter((name) => name === 'two')).toHaveLength(2);
    expect(ran).not.toContain('one');
    found = new Set();
    ran.length = 0;
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(ran.filter((name) => name === 'one')).toHaveLength(1);
    await heartbeat.stop();
  });

  it('runs nothing that it asked for before it ended', async () => {
    vi.setSystemTime(new Date('2026-06-01T00:00:00Z'));
    let runs = 0;
    let answer = (_found: ReadonlySet<string>) => {};
    const tick: Tick = {
      ...{ name: 'one', everyMs: SECOND, due: () => [{ from: 'rows' }] },
      run: async () => void (runs += 1),
    };
    const ask = () => new Promise<ReadonlySet<string>>((resolve) => (answer = resolve));
    const heartbeat = createHeartbeat([tick], () => Date.now(), quiet, ask);
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(runs).toBe(1);
    const stopping = heartbeat.stop();
    answer(new Set(['one']));
    await vi.advanceTimersByTimeAsync(SECOND);
    await stopping;
    expect(runs).toBe(1);
  });

  it('goes on after a tick that failed', async () => {
    vi.setSystemTime(new Date('2026-06-01T00:00:00Z'));
    const errors: string[] = [];
    let begun = 0;
    const run = async () => {
      begun += 1;
      throw Object.assign(new Error('select secret'), { code: '42P01' });
    };
    const log = {
      ...quiet,
      error: (message: string, context?: object) => errors.push(message + JSON.stringify(context)),
    };
    const heartbeat = createHeartbeat([{ name: 'bad', everyMs: SECOND, run }], () => Date.now(), log);
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(begun).toBeGreaterThan(2);
    expect(errors.join()).toContain('42P01');
    expect(errors.join()).not.toContain('secret');
    await heartbeat.stop();
  });
});
