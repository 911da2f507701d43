import type { Knex } from 'knex';

import type { SliceTables } from '../../server/src/strapi/tables';

/** As an erasure does, in the tables of these slices alone. */
export const eraseIn = async (
  trx: Knex.Transaction,
  id: string,
  slices: readonly SliceTables[],
): Promise<void> => {
  const person = {
    profileIds: [id],
    anonymousIds: [],
    userIds: [],
    emails: [],
    emailHashes: [],
    mailboxHashes: [],
  };
  for (const table of slices.flatMap(({ tables }) => tables)) {
    if (table.holds === 'person') await table.erase(trx, person);
  }
};
