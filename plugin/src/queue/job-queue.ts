import type { z } from 'zod';

import type { Definition, Extension } from '../registry';

/** People whose turn is due, by profile id: a hundred at most. */
export type Batch = readonly string[];

/**
 * Carries work from the processes that find it to those that do it. The database knows what is due and stays the
 * truth: a queue may lose a batch or bring it twice. Who is still due is offered again, and who is not is passed over.
 */
export interface JobQueue {
  /** Where it lies, as an administrator may read it: no user, no password. */
  readonly target: string;
  /** Resolves when the queue has the batch; rejects within seconds when it cannot be reached. */
  offer(batch: Batch): Promise<void>;
  /** Whether this process is the one that offers what the clock made due. One at a time is; when it dies, another. */
  offersTheDue(): Promise<boolean>;
  /** Begins to take batches. One is done when `handle` resolves, and is brought to nobody else meanwhile. */
  work(handle: (batch: Batch) => Promise<void>): Promise<void>;
  figures(): Promise<{ readonly waiting: number; readonly workers: number }>;
  /** Takes nothing more, waits for what is in hand, and disconnects. */
  close(): Promise<void>;
}

/** One way to hand work out. */
export interface JobQueueDefinition<Options = never> extends Definition {
  /** What `queue` in the configuration holds beside `kind` and `work`. */
  readonly options: z.ZodType<Options>;
  /** Connects when it is first used. `onFault` is told why it cannot, as a code. */
  open(options: Options, onFault: (code: string) => void): JobQueue;
}

/** Declares a job queue. Third parties pass theirs to the plugin's `extensions`. */
export const defineJobQueue = <Options>(
  definition: JobQueueDefinition<Options>,
): JobQueueDefinition & Extension =>
  ({ ...definition, point: 'job-queue' }) as unknown as JobQueueDefinition & Extension;
