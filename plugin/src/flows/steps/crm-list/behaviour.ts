import type { Purpose } from '../../../privacy';
import { afterEffect, awaitEffect, expiryOf, waysAfterEffect, type AfterEffect } from '../../after-effect';
import type { FlowStepBehaviour } from '../../step';

export interface CrmListOptions extends AfterEffect {
  readonly change: 'add' | 'remove';
  /** The connection's id. */
  readonly connection: string;
  /** The CRM's id of a list that people are put in by hand. */
  readonly list: string;
  /** The consent it needs: marketing unless said otherwise; `service` needs none. */
  readonly purpose?: Purpose | 'service';
}

export const crmList: FlowStepBehaviour<CrmListOptions> = {
  kind: 'crm-list',
  waits: false,
  enter(visit) {
    const { change, connection, list, purpose = 'marketing' } = visit.options;
    return awaitEffect(visit, 'crm-list', {
      ...{ change, connection, list },
      // Taking somebody out needs nobody's leave.
      purpose: purpose === 'service' || change === 'remove' ? null : purpose,
      expiresAt: expiryOf(visit),
    });
  },
  settled: afterEffect,
  ways: waysAfterEffect,
  refers: ({ connection }) => ({ connections: [connection] }),
  describe: ({ change, list }) =>
    change === 'add' ? `add them to the CRM’s list ${list}` : `take them from the CRM’s list ${list}`,
};
