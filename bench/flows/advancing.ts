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

/** Both write to the disk in transactions of as many people; the loop knows what to write, and reads nothing. */
const advancing = async (db: Knex, what: string) => {
  const { clock, ring, seed } = await openRing(db);
  const one = await seed();
  const plant = (prefix: string) => plantLike(db, one, prefix, PEOPLE);
  const turn = () => ring.tick.run(clock.now);
  await plant('w');
  await turn();
  const written = await writtenOf(db, 'w');
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await plant(`a${round}`);
    ours.push(await timed(turn));
    await plant(`b${round}`);
    const again = asIf(written, 'w', `b${round}`);
    peers.push(await timed(() => rawLoop(db, again, TOGETHER)));
  }
  const rows = await db('attune_outbox').count<{ n: number | string }[]>({ n: '*' });
  const mails = PEOPLE * (2 * ROUNDS + 1);
  if (Number(rows[0]?.n) !== mails) throw new Error(`${rows[0]?.n} mails were asked for, not ${mails}.`);
  const [mine, loop] = [bestRate(PEOPLE, ours), bestRate(PEOPLE, peers)];
  return { what, ours: mine, peer: loop, ratio: mine / loop, aim: AIM };
};

export const advancingOnSqlite = async () => [
  await onSqlite((db) => advancing(db, 'SQLite, against a raw loop that writes the same rows')),
];

export const advancingOnPostgres = async () => {
  const what = 'the same on PostgreSQL';
  const row = await onPostgres((db) => advancing(db, what));
  return ['skipped' in row ? { what, ratio: row.skipped, aim: AIM } : row];
};
