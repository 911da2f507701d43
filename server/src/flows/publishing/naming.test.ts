import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { FlowDefinition } from '../../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import { flowsTables } from '../strapi/tables';

const mailing = (template: string): FlowDefinition => ({
  trigger: { kind: 'event', name: 'Go' },
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: '1d', next: 'mail' },
    mail: { kind: 'send-email', template, next: 'end' },
    end: { kind: 'end' },
  },
});

describe('what flows name', () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    world = createFlowWorld(database);
  });
  afterEach(() => database.stop());

  it('is what its draft names, its published version, and an older one for as long as somebody is in it', async () => {
    const id = await world.live(mailing('old'), 'spring');
    const using = async (template: string) =>
      (await world.flows.using('templates', template)).map(({ name }) => name);
    const go = { kind: 'event', event: { name: 'Go', at: world.now, properties: {} } } as const;
    await world.turn('ada', go);
    await world.flows.update(id, { draft: mailing('new') });
    expect([await using('old'), await using('new')]).toEqual([['spring'], ['spring']]);
    await world.flows.publish(id);
    expect([await using('old'), await using('new')]).toEqual([['spring'], ['spring']]);
    world.now += 25 * 3_600_000;
    await world.turn('ada');
    await world.work();
    await world.turn('ada');
    expect([await using('old'), await using('new')]).toEqual([[], ['spring']]);
  });

  it('says which step of the draft does, and whether it is what starts the flow', async () => {
    const asking: FlowDefinition = {
      trigger: { kind: 'segment-entered', segment: 'vip' },
      goal: { kind: 'segment-entered', segment: 'won' },
      start: 'wait',
      steps: {
        wait: { kind: 'wait', for: '1d', next: 'fork' },
        fork: {
          kind: 'branch',
          ways: [{ when: { kind: 'segment', id: 'plants' }, next: 'end' }],
          otherwise: 'end',
        },
        end: { kind: 'end' },
      },
    };
    await world.live(asking, 'spring');
    const stepsFor = async (segment: string) =>
      (await world.flows.using('segments', segment)).map(({ name, step }) => [name, step]);
    expect(await stepsFor('vip')).toEqual([['spring', '@trigger']]);
    expect(await stepsFor('plants')).toEqual([['spring', 'fork']]);
    expect(await stepsFor('won')).toEqual([['spring', undefined]]);
    expect(await stepsFor('nobody')).toEqual([]);
  });
});
