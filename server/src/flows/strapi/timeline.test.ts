import { afterEach, beforeEach, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import { flowTimeline } from './timeline';
import { flowsTables } from './tables';

let database: TestDatabase;
beforeEach(async () => void (database = await openDatabase([flowsTables])));
afterEach(() => database.stop());

it('tells two stays of one moment one after the other, each from its beginning to its end', async () => {
  const world = createFlowWorld(database);
  await world.live({
    ...{ trigger: { kind: 'event', name: 'Came' }, start: 'tag' },
    steps: { tag: { kind: 'tag', tag: 'seen', change: 'add', next: 'end' }, end: { kind: 'end' } },
  });
  const came = { kind: 'event', event: { name: 'Came', at: world.now, properties: {} } } as const;
  for (let turns = 0; turns < 4; turns += 1) {
    await world.turn('ada', ...(turns % 2 === 0 ? [came] : []));
    await world.work();
  }
  const { entries, total } = await flowTimeline(world.db)('ada', 10);
  const stay = ['Left the flow flow', 'Tag: done', 'Entered the flow flow'];
  expect(entries.map(({ title }) => title)).toEqual([...stay, ...stay]);
  expect(new Set(entries.map(({ at }) => at)).size).toBe(1);
  expect(total).toBe(6);
});
