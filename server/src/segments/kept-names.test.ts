import { expect, it } from 'vitest';

import { createConditions, type Condition } from '../../../plugin/src';
import { createKeptNames } from './kept-names';
import { createMemoryPeople } from './people.memory';
import { createMemorySegments } from './segment-store.memory';
import { createSegments } from './segments';

/** Two processes on one database, each with names of its own in memory. */
const open = () => {
  const { store, transact } = createMemorySegments();
  let made = 0;
  const process = () => {
    const names = createKeptNames();
    return createSegments({
      ...{ store, transact, people: createMemoryPeople(), names },
      conditions: createConditions([], { names: names.current }),
      now: () => 1_000,
      newId: () => `s${(made += 1)}`,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      queueEach: async () => undefined,
      waiting: async () => 0,
      heard: async () => false,
      usedBy: async () => [],
      breathe: async () => undefined,
    });
  };
  return { here: process(), there: process() };
};

it('sentences call a segment by its name of today, in every process, and a list by the segment that mirrors it', async () => {
  const { here, there } = open();
  const asked: Condition = {
    all: [
      { kind: 'segment', id: 'vip' },
      { kind: 'list', connection: 'hub', id: '7' },
    ],
  };
  await here.create({
    key: 'vip',
    name: 'Best customers',
    condition: { kind: 'trait', where: { vip: true } },
  });
  await here.ensureCrm({ connectionId: 'hub', listId: '7', name: 'Newsletter' });
  await there.view('vip');
  expect(there.conditions.describe(asked)).toBe(
    'in the segment "Best customers" and on the CRM list "Newsletter"',
  );
  await here.update('vip', { name: 'VIP' });
  for (const { conditions, view } of [here, there]) {
    await view('vip');
    expect(conditions.describe(asked)).toMatch(/^in the segment "VIP"/);
  }
});
