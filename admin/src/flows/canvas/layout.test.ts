import { describe, expect, it } from 'vitest';

import type { FlowStep } from '../../../../plugin/src/flows/flow';
import { drawnFlow, TRIGGER } from './graph';
import { laidOut } from './layout';

const CARD = { width: 264, height: 92 };
const sizeOf = () => CARD;

const branch = (...to: readonly string[]): FlowStep => ({
  kind: 'branch',
  ways: to.slice(0, -1).map((next) => ({ when: { all: [] }, next })),
  otherwise: to.at(-1),
});

const forked = {
  start: 'fork',
  steps: {
    fork: branch('a', 'b', 'c'),
    a: { kind: 'wait', for: '1h', next: 'end' },
    b: { kind: 'wait', for: '1h', next: 'b2' },
    b2: { kind: 'wait', for: '1h', next: 'end' },
    c: { kind: 'wait', for: '1h', next: 'end' },
    end: { kind: 'end' },
    lost: { kind: 'end' },
  },
};

/** A flow of so many steps in which every tenth is a fork whose ways meet again. */
const long = (count: number) => {
  const steps: Record<string, FlowStep> = { end: { kind: 'end' } };
  for (let at = 0; at < count; at += 1) {
    const next = at + 1 < count ? `s${at + 1}` : 'end';
    const after = at + 2 < count ? `s${at + 2}` : 'end';
    steps[`s${at}`] = at % 10 === 5 ? branch(next, after) : { kind: 'wait', for: '1h', next };
  }
  return { start: 's0', steps };
};

describe('the drawn flow', () => {
  it('has a card for each step and a way for each that leads somewhere', () => {
    const drawn = drawnFlow({ ...forked, steps: { ...forked.steps, a: { kind: 'wait', next: 'gone' } } });
    expect(drawn.names).toEqual(['fork', 'a', 'b', 'b2', 'end', 'c', 'lost']);
    expect(drawn.ways.map(({ id, to, at, of }) => [id, to, at, of])).toContainEqual([
      'fork:otherwise',
      'c',
      2,
      3,
    ]);
    expect(drawn.ways[0]).toMatchObject({ id: '@trigger:start', from: null, to: 'fork' });
    expect(drawn.ways.some(({ from }) => from === 'a')).toBe(false);
  });
});

describe('the layout', () => {
  const { cards, ways } = laidOut(drawnFlow(forked), sizeOf);
  const at = (name: string) => cards.get(name) ?? { x: Number.NaN, y: Number.NaN };

  it('goes from top to bottom, branches side by side in their order', () => {
    expect(at(TRIGGER).y).toBeLessThan(at('fork').y);
    expect(at('fork').y).toBeLessThan(at('a').y);
    expect(at('b2').y).toBeLessThan(at('end').y);
    expect([at('a').x < at('b').x, at('b').x < at('c').x]).toEqual([true, true]);
    const words = ['ways.0', 'ways.1', 'otherwise'].map((slot) => ways.get(`fork:${slot}`)?.word.x ?? 0);
    expect([...words].sort((a, b) => a - b)).toEqual(words);
  });

  it.each([5, 60])('lays no card over another among %i steps', (count) => {
    const flow = drawnFlow(long(count));
    const corners = [...laidOut(flow, sizeOf).cards.values()];
    const overlaps = corners.filter((one, index) =>
      corners
        .slice(index + 1)
        .some((other) => Math.abs(one.x - other.x) < CARD.width && Math.abs(one.y - other.y) < CARD.height),
    );
    expect(overlaps).toEqual([]);
  });

  it('takes circles', () => {
    const round = { start: 'a', steps: { a: { kind: 'wait', next: 'b' }, b: { kind: 'wait', next: 'a' } } };
    expect(laidOut(drawnFlow(round), sizeOf).cards.size).toBe(3);
  });
});
