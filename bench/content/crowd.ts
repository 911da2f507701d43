import type { Call } from './calls';
import { at, call, CONNECTIONS, figuresOf, type Running } from './running';

/** Many at once, for some seconds: how many a second, how long they wait, and what it takes. */
export const crowd = async (running: Running, calls: (index: number) => Call, forMs: number) => {
  const waits: number[] = [];
  const before = await figuresOf(running);
  const end = performance.now() + forMs;
  let index = 0;
  const one = async () => {
    while (performance.now() < end) {
      const begun = performance.now();
      await call(running, calls((index += 1)));
      waits.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  const after = await figuresOf(running);
  return {
    perSecond: waits.length / (forMs / 1_000),
    p50: at(waits, 0.5),
    p99: at(waits, 0.99),
    cpu: (after.cpu - before.cpu) / 1_000 / waits.length,
    megabytes: after.rss / 2 ** 20,
  };
};
