import type { Batch, JobQueue } from '../../../plugin/src';
import type { Clock, Log } from '../ports';
import type { DueTurn } from '../profiles';

interface Needs {
  readonly jobs: JobQueue;
  /** Whether this process does work as well, or only finds it. */
  readonly works: boolean;
  readonly now: Clock;
  readonly log: Log;
}

/** Offers whoever is due to the job queue, each once for each time they fall due. */
export interface HandOut {
  readonly works: boolean;
  /** False when the queue could not be reached; nobody is lost by it, for they stay due. */
  offer(profileIds: readonly string[]): Promise<boolean>;
  /** True when this process is to offer what the clock made due; undefined when the queue cannot be reached. */
  isMine(): Promise<boolean | undefined>;
  /** Those that were not offered since they fell due. */
  fresh(due: readonly DueTurn[]): readonly string[];
  work(handle: (batch: Batch) => Promise<void>): Promise<void>;
  figures: JobQueue['figures'];
  close(): Promise<void>;
}

const BATCH = 100;
/** What was offered and is still due after this long was lost on the way. */
const LOST_MS = 30_000;
const SAY_EVERY_MS = 60_000;

export const createHandOut = ({ jobs, works, now, log }: Needs): HandOut => {
  const offered = new Map<string, number>();
  let saidAt = Number.NEGATIVE_INFINITY;

  const away = (error: unknown): void => {
    if (now() - saidAt < SAY_EVERY_MS) return;
    saidAt = now();
    const { code, name } = error as { code?: string; name?: string };
    log.warn('The job queue cannot be reached; the database is the queue until it can.', {
      target: jobs.target,
      code: code ?? name ?? 'unknown',
    });
  };

  const forgetOld = (): void => {
    for (const [id, at] of offered) {
      if (at > now() - LOST_MS) return;
      offered.delete(id);
    }
  };

  return {
    works,
    async offer(profileIds) {
      forgetOld();
      const moment = now();
      const offerOne = async (batch: Batch): Promise<void> => {
        await jobs.offer(batch);
        for (const id of batch) {
          // Out and in again, so that the oldest stand first.
          offered.delete(id);
          offered.set(id, moment);
        }
      };
      const batches = Array.from({ length: Math.ceil(profileIds.length / BATCH) }, (_, index) =>
        profileIds.slice(index * BATCH, (index + 1) * BATCH),
      );
      try {
        // All at once: none waits for the way to the queue and back of the one before it.
        await Promise.all(batches.map(offerOne));
        return true;
      } catch (error) {
        away(error);
        return false;
      }
    },
    async isMine() {
      try {
        return await jobs.offersTheDue();
      } catch (error) {
        away(error);
        return undefined;
      }
    },
    fresh(due) {
      forgetOld();
      return due
        .filter(({ profileId, dueAt }) => (offered.get(profileId) ?? Number.NEGATIVE_INFINITY) < dueAt)
        .map(({ profileId }) => profileId);
    },
    work: (handle) => jobs.work(handle),
    figures: () => jobs.figures(),
    close: () => jobs.close(),
  };
};
