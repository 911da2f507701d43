import type { Checkpoint } from './checkpoint';
import { createLanes, type LaneLimits, type Parcel } from './lanes';
import { createLedger, type Reject } from './ledger';
import type { Outcome } from './outcomes';
import type { Settle } from './send';

interface Needs {
  readonly outcomes: AsyncIterable<readonly Outcome[]>;
  readonly send: (batch: readonly Parcel[], settle: Settle) => Promise<void>;
  readonly checkpoint: Checkpoint;
  readonly limits: LaneLimits;
  readonly onProgress: (sent: number, rejected: number) => void;
}

/** Where nothing but refusals come, they are written away after so many. */
const REFUSED = 1_000;

export interface Imported {
  readonly sent: number;
  readonly rejected: number;
  readonly batches: number;
}

export const rejectOf = ({ line, rows, fault }: Extract<Outcome, { kind: 'refused' }>): Reject => ({
  line,
  rows,
  ...fault,
});

/**
 * Sends what a file came to. What was settled in an earlier run is passed over; the checkpoint moves only past what
 * the server acknowledged. Stopped at any moment, the next run sends at most the batches under way again, and the
 * server counts them once.
 */
export const importHistory = async (needs: Needs): Promise<Imported> => {
  const { outcomes, send, checkpoint, limits, onProgress } = needs;
  const ledger = createLedger(checkpoint.from);
  let batches = 0;

  const save = (): void => {
    const rejects = ledger.advance();
    const progress = ledger.progress();
    checkpoint.save(progress, rejects);
    onProgress(progress.sent, progress.rejected);
  };
  const lanes = createLanes(async (batch) => {
    await send(batch, ({ ordinal, line }, refusal) =>
      ledger.settle(ordinal, refusal && { line, rows: 1, ...refusal }),
    );
    batches += 1;
    save();
  }, limits);

  let ordinal = 0;
  let refused = 0;
  for await (const chunk of outcomes) {
    for (const outcome of chunk) {
      const own = ordinal;
      ordinal += 1;
      if (own < checkpoint.from.next) continue;
      if (outcome.kind === 'refused') {
        ledger.settle(own, rejectOf(outcome));
        refused += 1;
        if (refused % REFUSED === 0) save();
        continue;
      }
      const { call, people } = outcome.draft;
      await lanes.add({ ordinal: own, line: outcome.line, json: JSON.stringify(call), people });
    }
  }
  await lanes.flush();
  save();
  checkpoint.remove();
  const { sent, rejected } = ledger.progress();
  return { sent, rejected, batches };
};
