import { moveRun } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Catalogue } from '../catalogue';
import type { OpenFlow } from '../flow-store';
import type { Turn } from './moves';
import { isMoving, take, type Moving } from './moving';
import type { StoredRun } from './run-store';

/** One person's runs with the flows they stand in; whoever shall follow to a newer version stands in that. */
export const createLoading =
  (catalogue: Catalogue) =>
  async (
    tx: Tx,
    turn: Turn,
    now: number,
    theirs: readonly StoredRun[],
    open: readonly OpenFlow[],
  ): Promise<Moving[]> => {
    const moving: Moving[] = [];
    for (const run of theirs) {
      const its = open.find(({ id }) => id === run.flowId);
      const { status = 'closed', overdue = null, movesTo = null } = its ?? {};
      const moves = isMoving(status) && movesTo !== null && movesTo > run.version;
      const flow = await catalogue.version(tx, run.flowId, moves ? movesTo : run.version);
      const one: Moving = {
        ...{ flow, status, overdue, touched: false, settled: false },
        ...{ run: moves ? { ...run, version: movesTo } : run, effects: [], left: [], undone: [] },
      };
      if (moves) {
        const before = await catalogue.version(tx, run.flowId, run.version);
        const facts = flow.wantsFacts ? await turn.facts() : undefined;
        take(one, moveRun(before, flow, run.state, now, facts), now);
        one.touched = true;
      }
      moving.push(one);
    }
    return moving;
  };
