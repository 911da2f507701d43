import { existsSync, readFileSync } from 'node:fs';

/** Linux tells of each thread how long it ran, in nanoseconds: the first number. */
const MAIN_THREAD = `/proc/self/task/${process.pid}/schedstat`;

/**
 * Milliseconds that the loop's thread has run. Where no system tells it, those of the whole process: the collector
 * of garbage and the compiler, which work beside the loop, count there too.
 */
const loopTime = existsSync(MAIN_THREAD)
  ? () => Number(readFileSync(MAIN_THREAD, 'utf8').split(' ')[0]) / 1_000_000
  : () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    };

/**
 * The longest work between two turns of the loop, in milliseconds of processor time: on a busy machine a clock
 * on the wall would tell how long other programs had their turn. The answer ends the watch.
 */
export const watchLoop = (): (() => number) => {
  let longest = 0;
  let before = loopTime();
  let watching = true;
  const turn = () => {
    const now = loopTime();
    longest = Math.max(longest, now - before);
    before = now;
    if (watching) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    watching = false;
    return longest;
  };
};
