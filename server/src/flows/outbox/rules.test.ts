import { describe } from 'vitest';

import { flowRulesSuite } from '../../../../tests/api/flow-rules.suite';

describe(
  'the rules of a flow',
  flowRulesSuite(async () => undefined),
);
