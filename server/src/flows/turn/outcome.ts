import type { EffectOutcome } from '../../../../plugin/src';
import type { SettledEffect } from '../outbox/outbox-store';

const OUTCOMES: Readonly<Record<SettledEffect['status'], EffectOutcome['outcome']>> = {
  sent: 'done',
  skipped: 'skipped',
  failed: 'failed',
  // Nobody can say that it was done: the run takes the way of what was not.
  unknown: 'failed',
};

/** What a run is told of its effect. */
export const outcomeOf = (
  { id, status, reason }: Omit<SettledEffect, 'kind'>,
  code?: string,
): EffectOutcome => ({
  id,
  outcome: OUTCOMES[status],
  ...(reason === null ? {} : { reason }),
  ...(code === undefined ? {} : { code }),
});
