import type { Knex } from 'knex';

import { asNumber, fromJson } from '../../strapi/database';
import type { EmailStore, StoredEmail } from '..';

const TABLE = 'attune_emails';

interface EmailRow {
  id: string;
  key: string;
  name: string;
  subject: string;
  html: string;
  text: string;
  layout: string;
  sample: string;
  revision: number;
  created_at: number | string;
  updated_at: number | string;
}

const fromRow = (row: EmailRow): StoredEmail => ({
  id: row.id,
  key: row.key,
  name: row.name,
  subject: row.subject,
  html: row.html,
  text: row.text,
  layout: row.layout,
  sample: fromJson<StoredEmail['sample']>(row.sample),
  revision: asNumber(row.revision),
  createdAt: asNumber(row.created_at),
  updatedAt: asNumber(row.updated_at),
});

const toRow = (email: StoredEmail): EmailRow => ({
  id: email.id,
  key: email.key,
  name: email.name,
  subject: email.subject,
  html: email.html,
  text: email.text,
  layout: email.layout,
  sample: JSON.stringify(email.sample),
  revision: email.revision,
  created_at: email.createdAt,
  updated_at: email.updatedAt,
});

export const createKnexEmailStore = (db: Knex): EmailStore => ({
  async find(idOrKey) {
    const row = await db<EmailRow>(TABLE).where({ key: idOrKey }).orWhere({ id: idOrKey }).first();
    return row && fromRow(row);
  },
  async list(search, page, pageSize) {
    const wanted = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const matching = () =>
      search === ''
        ? db<EmailRow>(TABLE)
        : db<EmailRow>(TABLE).whereRaw("lower(name) like ? escape '\\'", [wanted]);
    const [counted] = await matching().count<{ n: number | string }[]>({ n: '*' });
    const rows = await matching()
      .orderBy('name')
      .orderBy('id')
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    return { rows: rows.map(fromRow), total: asNumber(counted?.n) };
  },
  async insert(email) {
    const inserted = await db<EmailRow>(TABLE)
      .insert(toRow(email))
      .onConflict('key')
      .ignore()
      .returning('id');
    return inserted.length > 0;
  },
  async save(email) {
    const saved = await db<EmailRow>(TABLE)
      .where({ id: email.id, revision: email.revision - 1 })
      .update(toRow(email));
    return saved > 0;
  },
  async delete(id) {
    await db(TABLE).where({ id }).delete();
  },
});
