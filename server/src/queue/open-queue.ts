import { createRegistry, PluginError, type JobQueue, type JobQueueDefinition } from '../../../plugin/src';
import { redisQueue } from './redis/definition';

export interface OpenedQueue {
  readonly jobs: JobQueue;
  readonly works: boolean;
}

/**
 * `queue` is `'database'`, `{ redis: 'redis://…' }`, or `{ kind, … }` for a queue of an extension. With `work: false` a
 * process only hands work out. Undefined for the database, which needs no other queue. Throws `invalid` with the path.
 */
export const openQueue = (
  configured: unknown,
  extensions: readonly JobQueueDefinition[],
  isWorker: boolean,
  onFault: (code: string) => void,
): OpenedQueue | undefined => {
  if (configured === 'database') return undefined;
  const { kind = 'redis', work = true, ...rest } = configured as { kind?: string; work?: boolean };
  const definition = createRegistry('job queue', [redisQueue, ...extensions]).get(kind);
  const parsed = definition.options.safeParse(rest);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `${['queue', ...path].join('.')}: ${message}`,
    );
    throw new PluginError('invalid', faults.join('\n'));
  }
  return { jobs: definition.open(parsed.data, onFault), works: work || isWorker };
};
