import { REQUEST_FAULTS, type RequestFault } from '../../../plugin/src';
import type { Clock, Log } from '../ports';

/** Counts what requests say of their visitors and cannot be taken. Nothing of what they said is kept. */
export interface RequestFaults {
  note(fault: RequestFault): void;
  /** Since this process began. */
  counts(): Readonly<Record<RequestFault, number>>;
}

/** Whoever sends a thousand of them writes no thousand lines. */
const QUIET_MS = 60_000;

export const createRequestFaults = (now: Clock, log: Pick<Log, 'warn'>): RequestFaults => {
  const counts = Object.fromEntries(REQUEST_FAULTS.map((fault) => [fault, 0])) as Record<
    RequestFault,
    number
  >;
  const saidAt = new Map<RequestFault, number>();
  return {
    note(fault) {
      counts[fault] += 1;
      if (now() - (saidAt.get(fault) ?? -Infinity) < QUIET_MS) return;
      saidAt.set(fault, now());
      log.warn('A request says something of its visitor that cannot be taken.', {
        fault,
        count: counts[fault],
      });
    },
    counts: () => ({ ...counts }),
  };
};
