import { EventEmitter } from 'node:events';

import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createPostgresChanges } from './postgres';

/** A database that hands notes on, until the network is gone: then nothing is answered any more. */
const openNetwork = () => {
  let gone = false;
  const lines = new Set<EventEmitter>();
  const answer = <T>(make: () => T): Promise<T> =>
    gone ? new Promise<T>(() => {}) : Promise.resolve().then(make);
  const driver = {
    acquireRawConnection: () =>
      answer(() => {
        const line = Object.assign(new EventEmitter(), { query: () => answer(() => {}) });
        lines.add(line);
        return line;
      }),
    destroyRawConnection: (line: EventEmitter) => answer(() => void lines.delete(line)),
  };
  const raw = (_sql: string, [, payload]: readonly string[]) =>
    answer(() => {
      for (const line of lines) line.emit('notification', { payload });
    });
  return {
    db: { client: driver, raw } as unknown as Knex,
    cut: (to: boolean) => {
      gone = to;
    },
  };
};

describe('hearing of other instances over PostgreSQL', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const listening = async () => {
    const network = openNetwork();
    const told: boolean[] = [];
    const warned: string[] = [];
    const changes = createPostgresChanges({
      db: network.db,
      self: 'one',
      now: Date.now,
      log: { debug() {}, info() {}, error() {}, warn: (line: string) => void warned.push(line) },
    });
    await changes.start({ onWritten() {}, onAnything() {}, onDeaf: (deaf) => void told.push(deaf) });
    // As the heartbeat does: never two at once.
    let under = false;
    const timer = setInterval(() => {
      if (under) return;
      under = true;
      void changes.beat().finally(() => (under = false));
    }, 1_000);
    return { network, told, warned, stop: () => clearInterval(timer) };
  };

  it('is deaf nine seconds after the network has gone at the latest, and hears again when it is back', async () => {
    const { network, told, warned, stop } = await listening();
    await vi.advanceTimersByTimeAsync(12_500);
    expect(told.at(-1)).toBe(false);
    expect(warned).toEqual([]);
    network.cut(true);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(told.at(-1)).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)).toBe(true);
    network.cut(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told.at(-1)).toBe(false);
    expect(warned.length).toBeGreaterThan(0);
    stop();
  });
});
