import type { ListCondition } from '../../condition';
import type { Facts } from '../../facts';
import type { ConditionBehaviour } from '../../kind';

/** How facts name a list of a CRM. */
export const listName = (connection: string, id: string): string => `${connection}:${id}`;

export const listBehaviour: ConditionBehaviour<ListCondition> = {
  kind: 'list',
  compile({ connection, id }) {
    const name = listName(connection, id);
    const test = (facts: Facts): boolean => facts.lists.has(name);
    return { test, reading: test };
  },
  needs: ({ connection, id }) => ({ lists: [listName(connection, id)] }),
};
