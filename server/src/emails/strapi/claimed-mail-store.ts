import { asNumber, isPostgres, knexOf } from '../../strapi/database';
import type { ClaimedMailStore } from '..';

const TABLE = 'attune_claimed_mails';

interface ClaimedMailRow {
  effect_id: string;
  address_hash: string;
  at: number | string;
}

export const createKnexClaimedMailStore = (): ClaimedMailStore => ({
  async count(tx, { effectId, mailboxHash, at }, since, limit) {
    const trx = knexOf(tx);
    // There is no row to lock before the first mail. SQLite has one writer anyway.
    if (isPostgres(trx)) await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [mailboxHash]);
    await trx<ClaimedMailRow>(TABLE).where('at', '<=', since).delete();
    if (await trx<ClaimedMailRow>(TABLE).where({ effect_id: effectId }).first()) return true;
    const [counted] = await trx<ClaimedMailRow>(TABLE)
      .where({ address_hash: mailboxHash })
      .count<{ n: number | string }[]>({ n: '*' });
    if (asNumber(counted?.n) >= limit) return false;
    await trx<ClaimedMailRow>(TABLE).insert({ effect_id: effectId, address_hash: mailboxHash, at });
    return true;
  },
});
