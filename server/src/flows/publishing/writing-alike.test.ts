import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { FlowDefinition, Trigger } from '../../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import { flowsTables } from '../strapi/tables';

const mail = { kind: 'send-email', template: 'cart', next: 'end' };
const flow = (trigger: Trigger, first: FlowDefinition['steps'][string] = mail): FlowDefinition => ({
  trigger,
  start: 'first',
  steps: { first, end: { kind: 'end' } },
});
const added = { kind: 'event', name: 'Product Added', key: 'cart_id' } as const;
const ordered = { kind: 'event', name: 'Order Completed', key: 'cart_id' } as const;
const tag = { kind: 'tag', change: 'add', tag: 'left', next: 'end' };

describe('a flow that is published beside another', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase([flowsTables]);
  });
  afterAll(() => database.stop());

  it('is said to write to the same people where both begin with the same', async () => {
    const { flows } = createFlowWorld(database);
    const made = (name: string, draft: FlowDefinition) => flows.create({ name, draft });
    const alike = async (id: string) => (await flows.publishingFigures(id)).alike.map(({ name }) => name);

    const live = await made('Carts', flow({ kind: 'cart-left', for: '1h' }));
    expect(await alike(live.id)).toEqual([]);
    await flows.publish(live.id);
    expect(await alike(live.id)).toEqual([]);

    const another = await made('Carts, later', flow({ kind: 'cart-left', for: '3d' }));
    expect(await alike(another.id)).toEqual(['Carts']);
    expect(await alike((await made('By its event', flow(added))).id)).toEqual(['Carts']);
    expect(await alike((await made('Orders', flow(ordered))).id)).toEqual([]);
    expect(await alike((await made('Marks them', flow({ kind: 'cart-left', for: '1h' }, tag))).id)).toEqual(
      [],
    );

    await flows.pause(live.id);
    expect(await alike(another.id)).toEqual([]);
  });
});
