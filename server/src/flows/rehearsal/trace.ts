import type { LeftStep, RunState } from '../../../../plugin/src';
import type { OutboxRow } from '../outbox/outbox-store';

/** All that one run came to within a stretch of time. */
export interface Traced {
  readonly runId: string;
  readonly profileId: string;
  readonly state: Pick<RunState, 'key' | 'node' | 'dueAt' | 'standsSince' | 'began' | 'trigger' | 'awaits'>;
  /** Why it ended; null while it was under way at the end of the time. */
  readonly because: string | null;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly left: readonly LeftStep[];
  readonly effects: readonly Pick<
    OutboxRow,
    'id' | 'kind' | 'node' | 'status' | 'reason' | 'waitedFor' | 'sentAt' | 'createdAt'
  >[];
}
