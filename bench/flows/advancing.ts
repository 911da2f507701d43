import type { Knex } from 'knex';

import { onPostgres, onSqlite } from './databases';
import { plantLike } from './plant';
import { asIf, rawLoop, writtenOf } from './raw-loop';
import { openRing } from './ring';
import { bestRate, timed } from './timed';

const PEOPLE = 1_000;
const ROUNDS = 5;
/** As the ring has them turn. */
const TOGETHER = 20;
const AIM = 'at least 0.5';

/**
 * The loop knows what to write, and reads nothing. A run's state and its effects are one transaction: the loop has one
 * for each person, and in a second round one for as many as the ring takes together.
 */
const advancing = async (db: Knex, where: string) => {
  const { clock, ring, seed } = await openRing(db);
  const one = await seed();
  const plant = (prefix: string) => plantLike(db, one, prefix, PEOPLE);
  const turn = () => ring.tick.run(clock.now);
  await plant('w');
  await turn();
  const written = await writtenOf(db, 'w');
  const [ours, each, together] = [new Array<number>(), new Array<number>(), new Array<number>()];
  for (let round = 0; round < ROUNDS; round += 1) {
    await plant(`a${round}`);
    ours.push(await timed(turn));
    for (const [rounds, size, prefix] of [
      [each, 1, `b${round}`],
      [together, TOGETHER, `c${round}`],
    ] as const) {
      await plant(prefix);
      const again = asIf(written, 'w', prefix);
      rounds.push(await timed(() => rawLoop(db, again, size)));
    }
  }
  const rows = await db('attune_outbox').count<{ n: number | string }[]>({ n: '*' });
  const mails = PEOPLE * (3 * ROUNDS + 1);
  if (Number(rows[0]?.n) !== mails) throw new Error(`${rows[0]?.n} mails were asked for, not ${mails}.`);
  const against = (what: string, peers: readonly number[]) => {
    const [mine, loop] = [bestRate(PEOPLE, ours), bestRate(PEOPLE, peers)];
    return { what: `${where}, ${what}`, ours: mine, peer: loop, ratio: mine / loop, aim: AIM };
  };
  return [
    against('against a raw loop that writes the same rows', each),
    against(`against that loop in transactions of ${TOGETHER} people, as ours`, together),
  ];
};

export const advancingOnSqlite = () => onSqlite((db) => advancing(db, 'SQLite'));

export const advancingOnPostgres = async () => {
  const rows = await onPostgres((db) => advancing(db, 'PostgreSQL'));
  return 'skipped' in rows ? [{ what: 'PostgreSQL', ratio: rows.skipped, aim: AIM }] : rows;
};
