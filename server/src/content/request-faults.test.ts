import { describe, expect, it } from 'vitest';

import { createRequestFaults } from './request-faults';

describe('what requests say that cannot be taken', () => {
  it('is counted each time, and said once a minute', () => {
    let now = 1_000;
    const said: unknown[] = [];
    const faults = createRequestFaults(() => now, { warn: (_line, about) => void said.push(about) });
    for (let times = 0; times < 500; times += 1) faults.note('context');
    faults.note('visitor-id');
    expect(said).toEqual([
      { fault: 'context', count: 1 },
      { fault: 'visitor-id', count: 1 },
    ]);
    now += 60_000;
    faults.note('context');
    expect(said.slice(2)).toEqual([{ fault: 'context', count: 501 }]);
    expect(faults.counts()).toMatchObject({ context: 501, 'visitor-id': 1, 'decision-token': 0 });
  });
});
