import { createHandOut, openQueue, type HandOut } from '../queue';
import { extensionsAt } from './extensions';
import type { Rim } from './rim';

interface Handing {
  readonly handOut?: HandOut;
  health?(): Promise<Readonly<Record<string, unknown>>>;
}

/** Set by `npx attune worker`, which works whatever the configuration says of the processes that serve the web. */
const isWorker = (): boolean => process.env.ATTUNE_WORKER === 'true';

const FAULTS_EVERY_MS = 60_000;

/** How work is handed out; empty where the database is the queue. */
export const composeQueue = (rim: Rim): Handing => {
  const { config, log, now } = rim;
  let saidAt = Number.NEGATIVE_INFINITY;
  const onFault = (code: string): void => {
    if (now() - saidAt < FAULTS_EVERY_MS) return;
    saidAt = now();
    log.warn('The job queue has a fault.', { code });
  };
  const opened = openQueue(config.queue, extensionsAt(config.extensions, 'job-queue'), isWorker(), onFault);
  if (!opened) return {};
  const handOut = createHandOut({ ...opened, now, log });
  return {
    handOut,
    health: async () => ({ queue: await handOut.figures().catch(() => ({ away: true })) }),
  };
};
