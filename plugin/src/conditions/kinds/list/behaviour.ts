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
      find(facts, _now, found) {
        const value = facts.lists.has(name);
        found.until = Infinity;
        found.actual = value;
        return value;
      },
    };
  },
  needs: ({ connection, id }) => ({ lists: [listName(connection, id)] }),
};
