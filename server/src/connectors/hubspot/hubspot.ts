import {
  CrmFault,
  isCrmFault,
  type CrmConnector,
  type CrmContact,
  type CrmPage,
} from '../../../../plugin/src';
import {
  contactsAnswer,
  listAnswer,
  listSearchAnswer,
  membershipsAnswer,
  type HubspotContact,
} from './answers.schema';
import type { HubspotClient } from './client';
import { hubspotListChanges } from './list-changes';

/** HubSpot's number for contacts among its kinds of object. */
const CONTACTS = '0-1';
const LISTS_A_PAGE = 100;
const MEMBERS_A_PAGE = 250;
/** The most that a batch takes. */
const BATCH = 100;
/** A search shows no more hits than these: further ones are asked for by a later date. */
const HITS = 10_000;

const MODIFIED = 'lastmodifieddate';

/** HubSpot's lists and contacts, by its version 3 (developers.hubspot.com/docs/reference/api/crm). */
export const openHubspot = (
  client: HubspotClient,
  fields: Readonly<Record<string, string>>,
): CrmConnector => {
  const properties = ['email', MODIFIED, ...Object.keys(fields)];

  const contactOf = ({ id, properties: given }: HubspotContact): CrmContact => ({
    id,
    email: given.email?.trim() || null,
    traits: Object.fromEntries(
      Object.entries(fields).map(([property, trait]) => [trait, given[property]?.trim() || null]),
    ),
  });
  const searchLists = (offset: number, count: number) =>
    client.ask(listSearchAnswer, {
      method: 'POST',
      path: '/crm/v3/lists/search',
      body: { query: '', offset, count, objectTypeId: CONTACTS, additionalProperties: ['hs_list_size'] },
    });

  return {
    listChanges: hubspotListChanges(client),
    async test() {
      await searchLists(0, 1);
    },
    async lists(cursor) {
      const { lists, hasMore, offset } = await searchLists(Number(cursor ?? 0), LISTS_A_PAGE);
      const rows = lists
        .filter(({ deletedAt }) => !deletedAt)
        .map(({ listId, name, additionalProperties }) => ({
          id: listId,
          name,
          size: sizeOf(additionalProperties.hs_list_size),
        }));
      const next = hasMore && offset > Number(cursor ?? 0) ? String(offset) : null;
      return { rows, next };
    },
    async list(id) {
      try {
        const path = `/crm/v3/lists/${encodeURIComponent(id)}`;
        const { list } = await client.ask(listAnswer, { method: 'GET', path });
        return list.deletedAt ? undefined : { id: list.listId, name: list.name, size: list.size ?? null };
      } catch (error) {
        if (isCrmFault(error) && error.kind === 'gone') return undefined;
        throw error;
      }
    },
    async members(listId, cursor) {
      const { results, paging } = await client.ask(membershipsAnswer, {
        method: 'GET',
        path: `/crm/v3/lists/${encodeURIComponent(listId)}/memberships`,
        query: { limit: String(MEMBERS_A_PAGE), ...(cursor === null ? {} : { after: cursor }) },
      });
      return { rows: results.map(({ recordId }) => recordId), next: paging?.next?.after ?? null };
    },
    async contacts(ids) {
      const found: CrmContact[] = [];
      for (let at = 0; at < ids.length; at += BATCH) {
        const inputs = ids.slice(at, at + BATCH).map((id) => ({ id }));
        const { results } = await client.ask(contactsAnswer, {
          method: 'POST',
          path: '/crm/v3/objects/contacts/batch/read',
          body: { inputs, properties, propertiesWithHistory: [] },
        });
        found.push(...results.map(contactOf));
      }
      return found;
    },
    async changed(since, cursor): Promise<CrmPage<CrmContact>> {
      const [from = since, after = 0] = (cursor ?? '').split(':').filter(Boolean).map(Number);
      const { results, paging } = await client.ask(contactsAnswer, {
        method: 'POST',
        path: '/crm/v3/objects/contacts/search',
        body: {
          filterGroups: [{ filters: [{ propertyName: MODIFIED, operator: 'GTE', value: String(from) }] }],
          sorts: [MODIFIED],
          properties,
          limit: BATCH,
          after: String(after),
        },
      });
      const next = Number(paging?.next?.after ?? Number.NaN);
      const rows = results.map(contactOf);
      if (!(next > after)) return { rows, next: null };
      if (next + BATCH <= HITS) return { rows, next: `${from}:${next}` };
      return { rows, next: `${laterThan(from, results)}:0` };
    },
  };
};

const sizeOf = (value: string | null | undefined): number | null => {
  const size = Number(value ?? Number.NaN);
  return Number.isInteger(size) ? size : null;
};

/** Where the next search begins: at the last date seen, whose contacts may come again. */
const laterThan = (from: number, results: readonly HubspotContact[]): number => {
  const last = Date.parse(results.at(-1)?.properties[MODIFIED] ?? '');
  if (last > from) return last;
  throw new CrmFault('unexpected', 'More contacts than HubSpot can list were changed at the same moment.');
};
