import type { EventFact } from '../../../../plugin/src';
import type { Tx } from '../../ports';

/** A start that a person's clock will bring, unless something happens before. */
export interface Alarm {
  readonly flowId: string;
  readonly key: string | null;
  readonly at: number;
  readonly event: EventFact | null;
}

export interface AlarmStore {
  of(tx: Tx, profileId: string): Promise<readonly Alarm[]>;
  /** These and no others, from now on. */
  replace(tx: Tx, profileId: string, alarms: readonly Alarm[]): Promise<void>;
  /** Nothing of this flow lies ahead of anybody. */
  forget(tx: Tx, flowId: string): Promise<void>;
  /** Two have become one. */
  move(tx: Tx, fromProfile: string, intoProfile: string): Promise<void>;
}
