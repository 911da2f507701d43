import { describe } from 'vitest';

import { idleBeatSuite } from '../../../tests/support/idle-beat.suite';

describe(
  'a beat with nobody due',
  idleBeatSuite(async () => undefined),
);
