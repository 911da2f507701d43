import { describe } from 'vitest';

import { idleBeatSuite } from './idle-beat.suite';

describe(
  'a beat with nobody due',
  idleBeatSuite(async () => undefined),
);
