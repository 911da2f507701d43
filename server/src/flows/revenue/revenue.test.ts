import { describe } from 'vitest';

import { flowRevenueSuite } from '../../../../tests/api/flow-revenue.suite';

describe(
  'the revenue of a flow',
  flowRevenueSuite(async () => undefined),
);
