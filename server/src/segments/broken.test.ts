import { expect, it } from 'vitest';
import { z } from 'zod';

import { createConditions, defineConditionKind, type Condition } from '../../../plugin/src';
import { EVERYTHING, readCauses } from '../profiles';
import { createMemoryPeople } from './people.memory';
import { createMemorySegments } from './segment-store.memory';
import { createSegments } from './segments';

const NOW = 100 * 86_400_000;
const MOBILE: Condition = { kind: 'context', where: { device: 'mobile' } };

const soon = defineConditionKind<{ kind: 'soon' }>({
  kind: 'soon',
  label: 'Soon',
  options: z.strictObject({ kind: z.literal('soon') }),
  describe: () => 'soon',
  explain: () => 'soon',
  behaviour: {
    kind: 'soon',
    needs: () => ({}),
    compile: () => ({
      test: (facts) => facts.traits.soon === true,
      find: (facts) => facts.traits.soon === true,
    }),
  },
});

/** The same stored segments as processes with other extensions read them. */
const open = () => {
  const { store, transact } = createMemorySegments();
  const people = createMemoryPeople();
  let made = 0;
  const boot = async (kinds: Parameters<typeof createConditions>[0]) => {
    const segments = createSegments({
      ...{ store, transact, people },
      conditions: createConditions(kinds),
      now: () => NOW,
      newId: () => `s${(made += 1)}`,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      queueEach: async () => undefined,
      waiting: async () => 0,
      heard: async () => false,
      usedBy: async () => [],
      breathe: async () => undefined,
    });
    await segments.awaitBroken();
    await segments.walk();
    return segments;
  };
  return { people, transact, boot };
};

it('a segment whose kind has gone holds nobody, and is whole again when the kind is back', async () => {
  const { people, transact, boot } = open();
  for (const id of ['ada', 'bob']) people.put({ id, traits: { soon: id === 'ada' } });
  const first = await boot([soon]);
  await first.create({ key: 'soon', name: 'Soon', condition: { kind: 'soon' } });
  await first.create({ key: 'asks', name: 'Asks', condition: { kind: 'segment', id: 'soon' } });
  await first.walk();
  expect([...(await first.membershipsOf('ada'))].sort()).toEqual(['asks', 'soon']);
  expect(await first.isSettled('soon')).toBe(true);

  const without = await boot([]);
  expect(await without.membershipsOf('ada')).toEqual(new Set());
  expect(await without.isSettled('soon')).toBe(false);
  for (const key of ['soon', 'asks']) {
    expect(await without.view(key)).toMatchObject({ size: 0, broken: true });
    expect(await without.members(key, 1, 10)).toEqual({ rows: [], total: 0 });
  }
  expect((await without.preview({ not: { kind: 'trait', where: { soon: true } } })).size).toBe(1);
  // What happens meanwhile is judged for nobody.
  people.put({ id: 'ada', traits: { soon: false } });
  people.put({ id: 'bob', traits: { soon: true } });
  const causes = new Map(['ada', 'bob'].map((id) => [id, readCauses(EVERYTHING)]));
  await transact((tx) => without.judge(tx, causes, NOW));

  const back = await boot([soon]);
  expect(await back.membershipsOf('ada')).toEqual(new Set());
  expect([...(await back.membershipsOf('bob'))].sort()).toEqual(['asks', 'soon']);
  expect(await back.view('soon')).toMatchObject({ size: 1, broken: false, segment: { bulk: null } });
});

it('nobody is in a segment for good in which the request has a say', async () => {
  const { people, boot } = open();
  people.put({ id: 'ada', traits: { country: 'DE' } });
  const segments = await boot([]);
  const german: Condition = { kind: 'trait', where: { country: 'DE' } };
  await segments.create({ key: 'german', name: 'German', condition: german });
  await segments.create({ key: 'mobile-germans', name: 'Both', condition: { all: [german, MOBILE] } });
  await segments.walk();
  expect(await segments.view('mobile-germans')).toMatchObject({ size: 1, atMost: true });
  expect(await segments.membershipsOf('ada')).toEqual(new Set(['german']));
  expect(await segments.isSettled('german')).toBe(true);
  expect(await segments.isSettled('mobile-germans')).toBe(false);
});
