import type { RatePace } from '../../../../plugin/src';
import type { Tx } from '../../ports';

/** Where the messages of each flow with a rate stand in their row. */
export interface PaceStore {
  /** Locked until the transaction ends; a flow that has none yet begins with one. */
  lock(tx: Tx, flowId: string): Promise<RatePace>;
  save(tx: Tx, flowId: string, pace: RatePace): Promise<void>;
}
