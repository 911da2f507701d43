import { describe } from 'vitest';

import { flowEditsSuite } from '../../../../tests/api/flow-edits.suite';

describe(
  'what an edit does to people in a flow',
  flowEditsSuite(async () => undefined),
);
