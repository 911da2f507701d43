import { expect, it } from 'vitest';

import { createConditions, type Condition } from '../../../../plugin/src';
import { EVERYTHING, readCauses } from '../../profiles';
import { createMemoryPeople } from '../people.memory';
import type { Place } from '../editing/places';
import { createMemorySegments } from '../segment-store.memory';
import { createSegments } from '../segments';
import { createKeptGroups } from './group';

const NOW = 100 * 86_400_000;
const partner: Condition = { kind: 'trait', where: { company: { $inGroup: 'partners' } } };
const FLOW: Place = { what: 'flow', name: 'Welcome', target: { kind: 'flow', id: 'f1' } };

/** Two processes on one database, each with groups of its own in memory. */
const open = () => {
  const { store, transact } = createMemorySegments();
  const people = createMemoryPeople();
  const inFlows = new Set<string>();
  let made = 0;
  const process = () => {
    const groups = createKeptGroups();
    return createSegments({
      ...{ store, transact, people, groups },
      conditions: createConditions([], { groups: groups.current }),
      now: () => NOW,
      newId: () => `s${(made += 1)}`,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      queueEach: async () => undefined,
      waiting: async () => 0,
      heard: async () => false,
      usedBy: async () => [{ what: 'page', name: 'Home', target: FLOW.target }],
      groupUsedBy: async (key) => (inFlows.has(key) ? [FLOW] : []),
      breathe: async () => undefined,
    });
  };
  for (const [id, company] of Object.entries({ ada: 'acme', bob: 'globex' })) {
    people.put({ id, traits: { company } });
  }
  return { store, transact, inFlows, here: process(), there: process() };
};

it('a segment follows a group that it names, in every process', async () => {
  const { here, there, transact } = open();
  await here.groups.create({ name: 'Partners', values: ['acme', 'acme'] });
  expect(await there.groups.get('partners')).toMatchObject({ name: 'Partners', values: ['acme'], size: 1 });
  await here.create({ key: 'partners', name: 'Partners', condition: partner });
  await here.create({ key: 'asks', name: 'Asks', condition: { kind: 'segment', id: 'partners' } });
  await here.walk();
  expect([...(await there.membershipsOf('ada'))].sort()).toEqual(['asks', 'partners']);
  expect((await there.preview(partner)).size).toBe(1);

  await here.groups.update('partners', { values: ['globex'] });
  expect((await here.view('partners')).segment.bulk).not.toBeNull();
  await there.walk();
  expect(await here.membershipsOf('ada')).toEqual(new Set());
  expect([...(await here.membershipsOf('bob'))].sort()).toEqual(['asks', 'partners']);

  // What happens next is judged by the new values, where nothing has been asked since.
  await here.groups.update('partners', { values: ['acme'] });
  await transact((tx) => there.judge(tx, new Map([['ada', readCauses(EVERYTHING)]]), NOW));
  expect([...(await there.membershipsOf('ada'))].sort()).toEqual(['asks', 'partners']);
});

it('a new name has nobody judged anew', async () => {
  const { here } = open();
  await here.groups.create({ name: 'Partners', values: ['acme'] });
  await here.create({ key: 'partners', name: 'Partners', condition: partner });
  await here.walk();
  await here.groups.update('partners', { name: 'Our partners', values: ['acme'] });
  expect((await here.view('partners')).segment.bulk).toBeNull();
  expect(await here.groups.list()).toMatchObject([{ key: 'partners', name: 'Our partners' }]);
  // A walk that somebody stopped stays stopped, and begins anew when it goes on.
  await here.judgeAnew('partners');
  await here.stop('partners');
  await here.groups.update('partners', { values: ['globex'] });
  expect((await here.view('partners')).segment.bulk).toMatchObject({ done: 0, stopped: true });
});

it('a group that is not there is refused with the nearest name, wherever a condition is kept', async () => {
  const { here } = open();
  await here.groups.create({ name: 'Partners', values: ['acme'] });
  const wrong: Condition = { any: [{ kind: 'trait', where: { company: { $inGroup: 'partner' } } }] };
  const fault = {
    code: 'invalid',
    message: 'There is no saved group "partner". Did you mean "partners"?',
    details: { path: 'condition.any.0.where.company.$inGroup' },
  };
  await expect(here.create({ name: 'Wrong', condition: wrong })).rejects.toMatchObject(fault);
  const { id } = await here.create({ name: 'Right', condition: partner });
  await expect(here.update(id, { condition: wrong })).rejects.toMatchObject(fault);
  await expect(here.unnamed.ensure(wrong)).rejects.toMatchObject(fault);
  await expect(here.preview(wrong)).rejects.toMatchObject(fault);
  await expect(here.groups.create({ key: 'partners', name: 'x', values: [] })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect((await here.groups.create({ name: 'Partners', values: [] })).key).toBe('partners-2');
});

it('a group that is used is not deleted, and the places are named', async () => {
  const { here, inFlows } = open();
  await here.groups.create({ name: 'Partners', values: ['acme'] });
  const { id } = await here.create({ name: 'Them', condition: partner });
  await here.unnamed.ensure({ not: partner });
  inFlows.add('partners');
  expect(await here.groups.places('partners')).toMatchObject([
    { what: 'the segment', name: 'Them', target: { kind: 'segment', id } },
    { what: 'flow', name: 'Welcome' },
    { what: 'page' },
  ]);
  await expect(here.groups.remove('partners')).rejects.toMatchObject({
    code: 'in-use',
    message: 'The saved group "partners" is used by the segment "Them", flow "Welcome", page "Home".',
  });
  expect((await here.groups.create({ name: 'Others', values: [] })).key).toBe('others');
  await here.groups.remove('others');
  await expect(here.groups.get('others')).rejects.toMatchObject({ code: 'not-found' });
});

it('where a group has gone, its segments hold nobody until it is back', async () => {
  const { here, there, store, transact } = open();
  await here.groups.create({ name: 'Partners', values: ['acme'] });
  await here.create({ key: 'out', name: 'Out', condition: { not: partner } });
  await here.create({ key: 'asks', name: 'Asks', condition: { kind: 'segment', id: 'out' } });
  await here.walk();
  expect((await here.view('asks')).size).toBe(1);
  await transact((tx) => store.deleteGroup(tx, 'partners'));
  for (const segments of [here, there]) {
    expect(await segments.view('out')).toMatchObject({ size: 0, broken: true });
    expect(await segments.membershipsOf('bob')).toEqual(new Set());
    expect((await segments.decide(null)).standing.get('out')).toBeUndefined();
  }
  await here.groups.create({ name: 'Partners', values: ['globex'] });
  await here.walk();
  expect([...(await there.membershipsOf('ada'))].sort()).toEqual(['asks', 'out']);
  expect(await there.membershipsOf('bob')).toEqual(new Set());
});
