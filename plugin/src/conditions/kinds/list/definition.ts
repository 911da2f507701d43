import { z } from 'zod';

import type { ListCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { listBehaviour } from './behaviour';

const name = z.string().min(1).max(200);

export const listDefinition = defineConditionKind<ListCondition>({
  kind: 'list',
  label: 'CRM list',
  options: z.strictObject({ kind: z.literal('list'), connection: name, id: name }),
  behaviour: listBehaviour,
  describe: ({ connection, id }, names) => `on the CRM list "${names.list(connection, id)}"`,
  explain: ({ connection, id }, { value }, _groups, names) =>
    `${value ? 'on' : 'not on'} the CRM list "${names.list(connection, id)}"`,
});
