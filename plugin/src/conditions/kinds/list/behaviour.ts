import type { ListCondition } from '../../condition';
import type { ConditionBehaviour } from '../../kind';

/** How facts name a list of a CRM. */
export const listName = (connection: string, id: string): string => `${connection}:${id}`;

export const listBehaviour: ConditionBehaviour<ListCondition> = {
  kind: 'list',
  compile({ connection, id }) {
    const name = listName(connection, id);
    return {
      test: (facts) => facts.lists.has(name),
      find(facts) {
        const value = facts.lists.has(name);
        return { value, until: Infinity, actual: value };
      },
    };
  },
  needs: ({ connection, id }) => ({ lists: [listName(connection, id)] }),
};
