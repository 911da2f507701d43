import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import type { Knex } from 'knex';

import { asNumber, fromJson, knexOf } from '../../strapi/database';
import type { KeptMail, KeptMailStore } from '..';

const TABLE = 'attune_kept_mails';

interface KeptRow {
  effect_id: string;
  profile_id: string;
  template: string;
  at: number | string;
  body: string;
}

const packed = promisify(gzip);
const unpacked = promisify(gunzip);

/** Packed to a sixth or so: a mail is mostly its layout. As text, which every database keeps alike. */
const pack = async (mail: KeptMail['mail']): Promise<string> =>
  (await packed(JSON.stringify(mail))).toString('base64');

export const openKept = async (body: string): Promise<KeptMail['mail']> =>
  fromJson((await unpacked(Buffer.from(body, 'base64'))).toString('utf8'));

export const createKnexKeptMailStore = (db: Knex): KeptMailStore => ({
  async put(tx, { effectId, profileId, template, at, mail }) {
    const row: KeptRow = {
      effect_id: effectId,
      profile_id: profileId,
      template,
      at,
      body: await pack(mail),
    };
    // Sent again by hand: the latest is the one that is looked at.
    await knexOf(tx)(TABLE).insert(row).onConflict('effect_id').merge();
  },
  async get(effectId) {
    const row = await db<KeptRow>(TABLE).where({ effect_id: effectId }).first();
    return (
      row && {
        effectId,
        profileId: row.profile_id,
        template: row.template,
        at: asNumber(row.at),
        mail: await openKept(row.body),
      }
    );
  },
});
