import type { Knex } from 'knex';

import type { Tx } from '../../ports';
import { asNumber, chunksOf, isPostgres, knexOf } from '../../strapi/database';
import type { FlowEnd, Tally, TallyStore } from '../tallies';
import { COUNTED_TABLES, restOf, tableOf, UNCOUNTED, VERSION_OF_EFFECT, waitedOf } from './tally-tables';

/** Any constant will do, as long as nobody else takes the same advisory lock in this database. */
const FOLD_LOCK = 7_133_103;

const COLUMNS = 'flow_id, version, node, what, detail';

interface TallyRow {
  flow_id: string;
  version: number;
  node: string;
  what: Tally['what'];
  detail: string;
  n: number | string;
}

/** With what first held it back, of effects alone. */
type TakenRow = TallyRow & { readonly waited_for?: string | null };

const TAKEN = {
  steps: "flow_id, version, node, 'passed' as what, detail",
  runs: "flow_id, version, node, 'ended' as what, coalesce(ended_because, '') as detail",
  effects: `flow_id, ${VERSION_OF_EFFECT}, coalesce(node, '') as node, status as what, coalesce(reason, '') as detail, waited_for`,
} as const;

/** Found by where they lie, which is quicker than by their keys. Any will do, for each is taken once. */
const takes = (db: Knex, limit: number): readonly string[] =>
  (['steps', 'runs', 'effects'] as const).map((name) => {
    const rest = `from ${tableOf(db)(name)} where ${UNCOUNTED[name]} limit ${limit}`;
    const among = isPostgres(db)
      ? `ctid = any(array(select ctid ${rest}))`
      : `rowid in (select rowid ${rest})`;
    return `update ${COUNTED_TABLES[name]} set counted = 1 where ${among} returning ${TAKEN[name]}, 1 as n`;
  });

/** Drivers differ in what `raw` answers with. */
const rowsOf = <Row>(answer: unknown): readonly Row[] =>
  (Array.isArray(answer) ? answer : (answer as { rows: Row[] }).rows) as readonly Row[];

/** Adds these rows, each with its number, to the sums. */
export const addTallies = async (trx: Knex.Transaction, rows: readonly TallyRow[]): Promise<void> => {
  for (const some of chunksOf(rows, 100)) {
    await trx('attune_flow_tallies')
      .insert(some)
      .onConflict(['flow_id', 'version', 'node', 'what', 'detail'])
      .merge({ n: trx.raw('attune_flow_tallies.n + excluded.n') });
  }
};

const added = (rows: readonly TakenRow[]): readonly TallyRow[] => {
  const sums = new Map<string, TallyRow>();
  const add = (row: TallyRow): void => {
    const key = JSON.stringify([row.flow_id, row.version, row.node, row.what, row.detail]);
    const sum = sums.get(key);
    if (sum) sum.n = asNumber(sum.n) + 1;
    else sums.set(key, { ...row, n: 1 });
  };
  for (const { waited_for: reason = null, ...row } of rows) {
    add(row);
    if (reason !== null) add({ ...row, what: 'waited', detail: reason });
  }
  return [...sums.values()];
};

export const createKnexTallyStore = (db: Knex): TallyStore => {
  const rest = restOf(tableOf(db));
  return {
    async fold(tx: Tx, limit) {
      const trx = knexOf(tx);
      if (isPostgres(db)) await trx.raw('select pg_advisory_xact_lock(?)', [FOLD_LOCK]);
      const taken: TakenRow[] = [];
      for (const take of takes(db, limit)) taken.push(...rowsOf<TakenRow>(await trx.raw(take)));
      await addTallies(trx, added(taken));
      return taken.length;
    },
    async of(flowId, version) {
      const of = version === undefined ? [flowId] : [flowId, version];
      const here = (column: string) => `${column} = ?${version === undefined ? '' : ' and version = ?'}`;
      const rows = await db.raw(
        `select version, node, what, detail, sum(n) as n from (
         select ${COLUMNS}, n from attune_flow_tallies where ${here('flow_id')}
         union all select ${COLUMNS}, 1 from (${rest.steps} and ${here('flow_id')}) s
         union all select ${COLUMNS}, 1 from (${rest.runs} and ${here('flow_id')}) r
         union all select ${COLUMNS}, 1 from (${rest.effects} and flow_id = ?) e ${version === undefined ? '' : 'where version = ?'}
         union all select ${COLUMNS}, 1 from (${waitedOf(tableOf(db)('effects'))} and flow_id = ?) w ${version === undefined ? '' : 'where version = ?'}
       ) t group by version, node, what, detail`,
        [...of, ...of, ...of, ...of, ...of],
      );
      return rowsOf<TallyRow>(rows).map(
        ({ flow_id: _flow, n, ...row }): Tally => ({
          ...row,
          version: asNumber(row.version),
          n: asNumber(n),
        }),
      );
    },
    async ends(flowIds) {
      if (flowIds.length === 0) return [];
      const marks = flowIds.map(() => '?').join(', ');
      const rows = await db.raw(
        `select flow_id, detail, sum(n) as n from (
         select flow_id, detail, n from attune_flow_tallies where what = 'ended' and flow_id in (${marks})
         union all select flow_id, detail, 1 from (${rest.runs} and flow_id in (${marks})) r
       ) t group by flow_id, detail`,
        [...flowIds, ...flowIds],
      );
      return rowsOf<TallyRow>(rows).map(
        ({ flow_id, detail, n }): FlowEnd => ({ flowId: flow_id, because: detail, n: asNumber(n) }),
      );
    },
  };
};
