import type { Tx } from '../../ports';

export interface DrawnCode {
  readonly code: string;
  /** The effect that drew it: it has one code for ever. */
  readonly effectId: string;
  readonly profileId: string;
  readonly flowId: string | null;
  readonly drawnAt: number;
}

/** Every discount code that was ever drawn: no two people get the same. */
export interface CodeStore {
  /** False when somebody has this code already. */
  insert(tx: Tx, code: DrawnCode): Promise<boolean>;
  of(tx: Tx, effectId: string): Promise<string | undefined>;
  move(tx: Tx, fromProfile: string, intoProfile: string): Promise<void>;
}
