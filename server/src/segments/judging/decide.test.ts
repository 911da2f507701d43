import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createConditions, defineConditionKind, type Condition, type Facts } from '../../../../plugin/src';
import type { Log } from '../../ports';
import { createMemoryPeople } from '../people.memory';
import { createMemorySegments } from '../segment-store.memory';
import { createSegments } from '../segments';

/** Lines of the log. */
const lines: string[] = [];
const log: Log = {
  debug() {},
  info() {},
  error() {},
  warn: (line, about) => void lines.push(`${line} ${about?.segment}`),
};

/** A kind that fails on every visit with a television. */
const fragile = defineConditionKind<{ kind: 'fragile' }>({
  kind: 'fragile',
  label: 'Fragile',
  options: z.strictObject({ kind: z.literal('fragile') }),
  describe: () => 'fragile',
  explain: () => 'fragile',
  behaviour: {
    kind: 'fragile',
    needs: () => ({ context: true }),
    compile: () => ({
      test({ context }: Facts) {
        if (context?.device === 'tv') throw new Error('tv');
        return true;
      },
    }),
  },
});

const asks = (id: string): Condition => ({ kind: 'segment', id });
const GERMAN: Condition = { kind: 'context', where: { language: 'de' } };

const open = async () => {
  let made = 0;
  const { store, transact } = createMemorySegments();
  const people = createMemoryPeople();
  const segments = createSegments({
    store,
    people,
    transact,
    conditions: createConditions([fragile]),
    now: () => 1_000,
    newId: () => `s${(made += 1)}`,
    log,
    queueEach: async () => undefined,
    waiting: async () => 0,
    heard: async () => false,
    usedBy: async () => [],
    breathe: async () => undefined,
  });
  for (const [key, condition] of [
    ['fragile', { kind: 'fragile' }],
    ['others', { not: asks('fragile') }],
    ['others-still', { any: [GERMAN, { not: asks('others') }] }],
    ['german', GERMAN],
  ] as const)
    await segments.create({ key, name: key, condition });
  people.put({ id: 'ada' });
  return segments;
};

describe('a segment that fails as it is judged', () => {
  const TV = { device: 'tv', language: 'de' };
  const HAND = { device: 'mobile', language: 'de' };
  const ways = {
    'for a stranger': (of: Awaited<ReturnType<typeof open>>, context: object) =>
      of.stand(null, () => ({ ...context })),
    'for somebody known': (of, context) => of.stand([], () => ({ ...context })),
    'for a page that asks for some': (of, context) =>
      of.stand([], () => ({ ...context }), new Set(['others-still', 'german'])),
    'in a preview of a stranger': (of, context) => of.foresight.foresee(null, { ...context }, 1_000),
    'in a preview of a person': (of, context) => of.foresight.foresee('ada', { ...context }, 1_000),
  } satisfies Record<
    string,
    (
      of: Awaited<ReturnType<typeof open>>,
      context: object,
    ) => Promise<{ standing: ReadonlyMap<string, boolean> } | undefined>
  >;

  it.each(Object.entries(ways))(
    'is neither in nor out %s, nor is what asks for it',
    async (_name, decide) => {
      const segments = await open();
      const failing = await decide(segments, TV);
      expect(Object.fromEntries(failing!.standing)).toEqual({ german: true });
      expect(failing).toMatchObject({ failed: ['fragile'] });
      const well = await decide(segments, HAND);
      expect(well!.standing.get('german')).toBe(true);
      expect(well!.standing.get('others-still')).toBe(true);
      expect(well).toMatchObject({ failed: [] });
    },
  );

  it('is so too for the many who come, whose segments are judged together', async () => {
    const segments = await open();
    const stand = async (context: object) => {
      const { standing, until, failed } = await segments.stand(null, () => ({ ...context }));
      return { standing: Object.fromEntries(standing), until, failed };
    };
    const before = [await stand(HAND), await stand(TV), await stand({ language: 'fr' })];
    expect(before[2]).toEqual({
      standing: { fragile: true, others: false, 'others-still': true, german: false },
      until: null,
      failed: [],
    });
    for (let visit = 0; visit < 5_500; visit += 1) await stand(HAND);
    expect([await stand(HAND), await stand(TV), await stand({ language: 'fr' })]).toEqual(before);
    expect([await stand(HAND), await stand(TV)]).toEqual(before.slice(0, 2));
  });

  it('is told of once a minute, and shown in the list', async () => {
    const segments = await open();
    lines.length = 0;
    for (let visit = 0; visit < 3; visit += 1) await segments.stand(null, () => TV);
    expect(lines).toEqual(['A segment could not be judged: blocks that ask for it are hidden. fragile']);
    expect((await segments.view('fragile')).fault).toBe('It could not be judged.');
  });

  it('is neither, where a block asks for it in a preview of some segments', async () => {
    const segments = await open();
    const { key } = await segments.unnamed.ensure({ not: { kind: 'fragile' } });
    const imagined = async (context: object) =>
      (await segments.foresight.imagine(new Set(['german']), { ...context }, 1_000)).standing.get(key);
    expect(await imagined(TV)).toBeUndefined();
    expect(await imagined(HAND)).toBe(false);
  });
});
