import { describe, expect, it } from 'vitest';

import { parseConfig } from './config';

describe('parseConfig', () => {
  it('needs nothing', () => {
    expect(parseConfig(undefined)).toMatchObject({
      ingest: { writeKeys: [], limits: { batchEvents: 2500 } },
      privacy: { honorGpc: true, unasked: { analytics: 'ask' } },
    });
  });

  it('names every fault with its path', () => {
    expect(() => parseConfig({ ingest: { limits: { batchEvents: -1 } }, privcy: {} })).toThrow(
      /ingest\.limits\.batchEvents: .*\n?[\s\S]*privcy/,
    );
  });
});
