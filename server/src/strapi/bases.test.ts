import { describe, expect, it } from 'vitest';

import { createBases } from './bases';

const world = () => {
  const state = {
    segments: {} as object | undefined,
    version: 1 as unknown,
    stored: new Map<string, string>(),
    reads: 0,
  };
  const basisOf = createBases({
    segments: () => state.segments,
    version: () => state.version,
    stored(name) {
      state.reads += 1;
      return state.stored.get(name) ?? '[]';
    },
  });
  return { state, basisOf };
};

describe('what a judgement rests on', () => {
  it('is the same while nothing is written, and what is stored is not read again', () => {
    const { state, basisOf } = world();
    const first = basisOf('a');
    expect(basisOf('a')).toBe(first);
    expect(state.reads).toBe(1);
    expect(basisOf('b')).not.toBe(first);
  });

  it('is the same after a write of something else, and another after a write of theirs', () => {
    const { state, basisOf } = world();
    const first = basisOf('a');
    state.version = 2;
    expect(basisOf('a')).toBe(first);
    state.version = 3;
    state.stored.set('a', '["vip"]');
    const second = basisOf('a');
    expect(second).not.toBe(first);
    state.version = 4;
    state.stored.delete('a');
    expect(basisOf('a')).not.toBe(first);
  });

  it('is another when a segment has changed', () => {
    const { state, basisOf } = world();
    const [device, nobody] = [basisOf('a'), basisOf('')];
    state.segments = {};
    expect(basisOf('a')).not.toBe(device);
    expect(basisOf('')).not.toBe(nobody);
  });

  it('is not known where it cannot be told; of nobody it is the segments alone', () => {
    const { state, basisOf } = world();
    state.version = undefined;
    expect(basisOf('a')).toBeUndefined();
    expect(basisOf('')).toBe(state.segments);
    state.version = 1;
    state.stored.set('a', 'x'.repeat(10_000));
    expect(basisOf('a')).toBeUndefined();
    state.segments = undefined;
    expect(basisOf('b')).toBeUndefined();
  });

  it('forgets the oldest of very many', () => {
    const { state, basisOf } = world();
    const first = basisOf('0');
    for (let name = 1; name <= 10_000; name += 1) basisOf(String(name));
    const { reads } = state;
    expect(basisOf('10000')).toBeDefined();
    expect(state.reads).toBe(reads);
    expect(basisOf('0')).not.toBe(first);
  });
});
