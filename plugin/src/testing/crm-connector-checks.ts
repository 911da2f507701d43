import type { CrmConnector, CrmPage } from '../connectors';
import { wants, type Check } from './check';

export interface CrmAccount {
  /** A door to an account that has what is said here. */
  readonly connector: CrmConnector;
  /** A list with members, at least one of them with an e-mail. */
  readonly listId: string;
  /** An id that no list has. */
  readonly missingListId: string;
}

/** A CRM of a test's size has fewer pages than this; more means that paging goes in a circle. */
const MOST_PAGES = 1_000;

const walk = async <T>(read: (cursor: string | null) => Promise<CrmPage<T>>): Promise<readonly T[]> => {
  const rows: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { rows: more, next }: CrmPage<T> = await read(cursor);
    rows.push(...more);
    if (next === null) return rows;
    wants(next !== cursor, `The page after "${String(cursor)}" is itself.`);
    cursor = next;
  }
  throw new Error(`There was no last page among ${MOST_PAGES}.`);
};

/** What every CRM connector holds to, against a real or a faithful server. */
export const crmConnectorChecks = (open: () => Promise<CrmAccount>): readonly Check[] => [
  {
    name: 'answers the test of its secret',
    run: async () => (await open()).connector.test(),
  },
  {
    name: 'pages through lists to an end, and finds one by id',
    async run() {
      const { connector, listId } = await open();
      const lists = await walk((cursor) => connector.lists(cursor));
      const listed = lists.find(({ id }) => id === listId);
      wants(listed !== undefined, `The list "${listId}" is not among ${lists.length}.`);
      wants(
        (await connector.list(listId))?.name === listed?.name,
        'A list has one name, however it is asked for.',
      );
    },
  },
  {
    name: 'says of a list that is gone that it is gone',
    async run() {
      const { connector, missingListId } = await open();
      wants((await connector.list(missingListId)) === undefined, 'A missing list is undefined, not a fault.');
    },
  },
  {
    name: 'pages through members to an end, and reads them as contacts',
    async run() {
      const { connector, listId } = await open();
      const ids = [...new Set(await walk((cursor) => connector.members(listId, cursor)))];
      wants(ids.length > 0, `The list "${listId}" has no members.`);
      const contacts = await connector.contacts(ids.slice(0, 250));
      wants(
        contacts.some(({ email }) => email?.includes('@') ?? false),
        'No member has an e-mail address.',
      );
      wants(
        contacts.every(({ id }) => ids.includes(id)),
        'It answered with a contact that nobody asked for.',
      );
    },
  },
  {
    name: 'pages through what has changed to an end',
    async run() {
      const { connector } = await open();
      await walk((cursor) => connector.changed(0, cursor));
    },
  },
];
