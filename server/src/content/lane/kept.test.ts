import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ANY, createKept } from './kept';

const kept = (maxBytes = 1_000_000) => {
  const clock = { at: 0 };
  return { clock, kept: createKept<string>({ maxBytes, now: () => clock.at }) };
};

type Memory = ReturnType<typeof kept>['kept'];

/** A fill of a key that somebody has asked for before. */
const beginAgain = (memory: Memory, key: string) => {
  memory.begin(key).end();
  return memory.begin(key);
};

const fillWith = (memory: Memory, key: string, uids: readonly string[], bytes = 10) => {
  const fill = beginAgain(memory, key);
  uids.forEach(fill.note);
  const isKept = fill.keep(`answer to ${key}`, bytes, 300_000);
  fill.end();
  return isKept;
};

describe('what is kept', () => {
  it('was asked for before', () => {
    const { kept: memory } = kept();
    const ask = () => {
      const given = memory.get('a');
      if (given) return given;
      const fill = memory.begin('a');
      fill.note('page');
      const { isKnown } = fill;
      const isKept = fill.keep('answer', 10, 300_000);
      fill.end();
      return { isKnown, isWanted: fill.isWanted(), isKept };
    };
    expect([ask(), ask(), ask()]).toEqual([
      { isKnown: false, isWanted: false, isKept: false },
      { isKnown: true, isWanted: true, isKept: true },
      'answer',
    ]);
    expect(memory.figures()).toMatchObject({ entries: 1, hits: 1, misses: 2, overtaken: 0 });
  });

  it('can be looked at without being used', () => {
    const { kept: memory, clock } = kept();
    fillWith(memory, 'a', ['page']);
    const { hits, misses } = memory.figures();
    expect([memory.peek('a'), memory.peek('b')]).toEqual(['answer to a', undefined]);
    expect(memory.figures()).toMatchObject({ hits, misses });
    memory.rest(true);
    expect(memory.peek('a')).toBeUndefined();
    memory.rest(false);
    fillWith(memory, 'a', ['page']);
    clock.at = 300_000;
    expect(memory.peek('a')).toBeUndefined();
  });

  it('is kept again at once after a write, and after its end', () => {
    const { kept: memory, clock } = kept();
    const askedOthers = () => {
      for (let index = 0; index < 20_000; index += 1) memory.begin(`other ${index}`).end();
    };
    fillWith(memory, 'a', ['page']);
    const ends = [
      () => memory.drop(['page']),
      () => memory.dropAll(),
      () => {
        clock.at = 300_000;
        expect(memory.get('a')).toBeUndefined();
        clock.at = 0;
      },
    ];
    for (const end of ends) {
      // It is not by the first two requests that it is known.
      askedOthers();
      end();
      const fill = memory.begin('a');
      expect(fill.isKnown).toBe(true);
      fill.note('page');
      expect(fill.keep('again', 10, 300_000)).toBe(true);
      fill.end();
    }
    expect(memory.get('a')).toBe('again');
  });

  it('is given until its end, and no longer', () => {
    const { kept: memory, clock } = kept();
    fillWith(memory, 'a', ['page']);
    clock.at = 299_999;
    expect(memory.get('a')).toBe('answer to a');
    clock.at = 300_000;
    expect(memory.get('a')).toBeUndefined();
    expect(memory.figures()).toMatchObject({ entries: 0, bytes: 0, hits: 1, misses: 1 });
  });

  it('is ended by a write to what it was made from, and by no other', () => {
    const { kept: memory } = kept();
    fillWith(memory, 'a', ['page', 'hero']);
    fillWith(memory, 'b', ['product']);
    fillWith(memory, 'c', [ANY]);
    memory.drop(['hero', 'card']);
    expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual([undefined, 'answer to b', undefined]);
    memory.dropAll();
    expect(memory.get('b')).toBeUndefined();
    expect(memory.figures()).toMatchObject({ dropped: 3, bytes: 0 });
  });

  it('takes no answer that a write has overtaken', () => {
    const { kept: memory } = kept();
    const fill = beginAgain(memory, 'a');
    fill.note('page');
    memory.drop(['page']);
    expect(fill.keep('old', 10, 300_000)).toBe(false);
    const other = beginAgain(memory, 'b');
    other.note('page');
    memory.drop(['product']);
    expect(other.keep('good', 10, 300_000)).toBe(true);
    const unknown = beginAgain(memory, 'c');
    unknown.note(ANY);
    memory.drop(['product']);
    expect(unknown.keep('old', 10, 300_000)).toBe(false);
    expect(memory.figures().overtaken).toBe(2);
  });

  it('stays within its bytes: what was used longest ago goes first', () => {
    const { kept: memory } = kept(10_000);
    for (const key of ['a', 'b', 'c']) expect(fillWith(memory, key, ['page'], 1_000)).toBe(true);
    memory.get('a');
    expect(fillWith(memory, 'd', ['page'], 1_000)).toBe(true);
    expect(['a', 'b', 'c', 'd'].filter((key) => memory.get(key))).toEqual(['a', 'c', 'd']);
    expect(fillWith(memory, 'e', ['page'], 9_000)).toBe(false);
    const value = memory.get('d')!;
    expect(memory.grow('d', value, 3_000)).toBe(true);
    expect(memory.figures().bytes).toBeLessThanOrEqual(10_000);
    expect(memory.grow('d', value, 20_000)).toBe(false);
  });

  it('has one fill a key, for which the others wait', async () => {
    const { kept: memory } = kept();
    const fill = memory.begin('a');
    expect(fill.isWanted()).toBe(false);
    const waiting = memory.underWay('a')!.then(() => memory.get('a'));
    expect(fill.isWanted()).toBe(true);
    fill.note('page');
    fill.keep('answer', 10, 300_000);
    fill.end();
    expect(await waiting).toBe('answer');
    expect(memory.underWay('a')).toBeUndefined();
    // Nobody has noted what else it was made from.
    memory.drop(['product']);
    expect(memory.get('a')).toBeUndefined();
  });

  it('was not begun before any write, where others wait for what nobody had asked for before', async () => {
    const { kept: memory } = kept();
    const fill = memory.begin('a');
    const waiting = memory.underWay('a')!.then(() => memory.get('a'));
    fill.note('page');
    memory.drop(['product']);
    expect(fill.keep('answer', 10, 300_000)).toBe(false);
    fill.end();
    expect(await waiting).toBeUndefined();
    expect(memory.figures().overtaken).toBe(1);
  });

  it('lets nobody wait for what turned out not to be for keeping', async () => {
    const { kept: memory } = kept();
    memory.begin('a').end();
    // Of what was asked for once nothing is known yet.
    const fill = memory.begin('a');
    const waiting = memory.underWay('a');
    expect(waiting).toBeDefined();
    fill.end();
    await waiting;
    memory.begin('a');
    expect(memory.underWay('a')).toBeUndefined();
    // Once it was kept after all, it is waited for again.
    fillWith(memory, 'a', ['page']);
    memory.drop(['page']);
    memory.begin('a');
    expect(memory.underWay('a')).toBeDefined();
  });

  it('gives and keeps nothing while it rests', () => {
    const { kept: memory } = kept();
    fillWith(memory, 'a', ['page']);
    memory.rest(true);
    expect(memory.get('a')).toBeUndefined();
    expect(fillWith(memory, 'b', ['page'])).toBe(false);
    memory.rest(false);
    expect(memory.get('a')).toBe('answer to a');
  });

  /** A database of versions: a fill reads what is stored at some moment between its beginning and its end. */
  it('never gives what was true before a write that has ended', () => {
    const step = fc.record({
      what: fc.constantFrom('begin', 'read', 'end', 'write', 'drop', 'ask'),
      uid: fc.constantFrom('page', 'hero'),
      which: fc.nat({ max: 1 }),
    });
    let seen = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const memory = createKept<Record<string, number>>({ maxBytes: 1_000_000, now: () => 0 });
        const stored: Record<string, number> = { page: 0, hero: 0 };
        /** As of the last write that has told so. */
        const told: Record<string, number> = { page: 0, hero: 0 };
        const fills = new Map<
          number,
          { fill: ReturnType<typeof memory.begin>; read?: Record<string, number> }
        >();
        for (const { what, uid, which } of steps) {
          const running = fills.get(which);
          if (what === 'begin' && !running) fills.set(which, { fill: memory.begin('key') });
          if (what === 'read' && running && !running.read) {
            if (running.fill.isKnown) for (const model of ['page', 'hero']) running.fill.note(model);
            running.read = { ...stored };
          }
          if (what === 'end' && running?.read) {
            running.fill.keep(running.read, 10, 1);
            running.fill.end();
            fills.delete(which);
          }
          if (what === 'write') stored[uid] = (stored[uid] ?? 0) + 1;
          if (what === 'drop') {
            memory.drop([uid]);
            told[uid] = stored[uid] ?? 0;
          }
          const given = what === 'ask' ? memory.get('key') : undefined;
          if (given) seen += 1;
          // Who does not find it waits for it: even a first fill is kept then.
          else if (what === 'ask') void memory.underWay('key');
          for (const [model, version] of Object.entries(given ?? {})) {
            expect(version).toBeGreaterThanOrEqual(told[model] ?? 0);
          }
        }
      }),
      { numRuns: 2_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
