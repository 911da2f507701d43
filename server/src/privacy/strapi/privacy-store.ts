import type { Knex } from 'knex';

import type { Purpose } from '../../../../plugin/src';
import { asNumber, knexOf } from '../../strapi/database';
import type { AuditStore, ConsentStore, RecordedConsent } from '..';

interface ConsentRow {
  id: string;
  profile_id: string;
  purpose: Purpose;
  granted: boolean | number;
  source: string;
  wording: string | null;
  device: string | null;
  at: number | string;
}

const consentOf = (row: ConsentRow): RecordedConsent => ({
  id: row.id,
  profileId: row.profile_id,
  purpose: row.purpose,
  granted: Boolean(row.granted),
  source: row.source,
  wording: row.wording,
  device: row.device,
  at: asNumber(row.at),
});

const newestFirst = [
  { column: 'at', order: 'desc' },
  { column: 'id', order: 'desc' },
];

/** Written by anybody who has the browser key: PostgreSQL would refuse a NUL in it. */
const clean = (text: string): string => text.replaceAll('\0', '');

export const createKnexConsentStore = (db: Knex): ConsentStore => ({
  async append(tx, records) {
    const rows = records.map(
      ({ profileId, source, wording, ...record }): ConsentRow => ({
        ...record,
        profile_id: profileId,
        source: clean(source),
        wording: wording && clean(wording),
      }),
    );
    await knexOf(tx)<ConsentRow>('attune_consents').insert(rows);
  },
  async latest(tx, profileId, device) {
    const rows = await (tx ? knexOf(tx) : db)<ConsentRow>('attune_consents')
      .where({ profile_id: profileId, device })
      .orderBy(newestFirst);
    const latest = new Map<Purpose, RecordedConsent>();
    for (const row of rows) if (!latest.has(row.purpose)) latest.set(row.purpose, consentOf(row));
    return [...latest.values()];
  },
  history: async (profileId) =>
    (await db<ConsentRow>('attune_consents').where({ profile_id: profileId }).orderBy(newestFirst)).map(
      consentOf,
    ),
  async move(tx, from, into) {
    await knexOf(tx)<ConsentRow>('attune_consents').where({ profile_id: from }).update({ profile_id: into });
  },
});

export const createKnexAuditStore = (): AuditStore => ({
  async append(tx, { subjectHash, details, ...entry }) {
    await knexOf(tx)('attune_audit').insert({
      ...entry,
      subject_hash: subjectHash,
      details: JSON.stringify(details),
    });
  },
});
