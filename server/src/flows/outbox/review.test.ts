import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { FlowDefinition, JsonObject } from '../../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import type { FlowInput } from '..';
import { flowsTables } from '../strapi/tables';

const held: FlowDefinition = {
  trigger: { kind: 'event', name: 'Joined' },
  goal: { kind: 'event', name: 'Order Completed' },
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', template: 't', review: true, expires: '2d', next: 'tag' },
    tag: { kind: 'tag', change: 'add', tag: 'welcomed', next: 'end' },
    end: { kind: 'end' },
  },
};
/** Goes on when the mail has its outcome. */
const awaited: FlowDefinition = {
  ...held,
  steps: { ...held.steps, mail: { ...held.steps.mail, failed: 'end' } as never },
};

describe('mails that are held for review', () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  const join = (person: string): Promise<unknown> =>
    world.turn(person, {
      kind: 'event',
      event: { name: 'Joined', at: world.now, properties: {} as JsonObject },
    } satisfies FlowInput);
  const HELD = 'held: held for review';

  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    world = createFlowWorld(database);
  });
  afterEach(() => database.stop());
  const mails = async () =>
    (await world.db('attune_outbox').where({ kind: 'send-email' }).orderBy('id').select('id', 'status')) as {
      id: string;
      status: string;
    }[];

  it('stay where they are until somebody lets them go, one or all of a step', async () => {
    const flow = await world.live(held);
    for (const person of ['ada', 'bob', 'cid']) await join(person);
    await world.work();
    expect(world.sent).toEqual([]);
    expect((await world.statuses()).filter((status) => status === HELD)).toHaveLength(3);

    const [first] = await mails();
    expect(await world.review({ ids: [first!.id] }, true)).toBe(1);
    await world.work();
    expect(world.sent).toEqual([first!.id]);
    expect(await world.review({ flowId: flow, node: 'another' }, true)).toBe(0);
    expect(await world.review({ flowId: flow, node: 'mail' }, true)).toBe(2);
    await world.work();
    expect(world.sent).toHaveLength(3);
    expect(await world.review({ flowId: flow }, true)).toBe(0);
  });

  it('are asked by exits, consent and age when they go, however long they lay there', async () => {
    await world.live(held);
    for (const person of ['ada', 'bob']) await join(person);
    world.history.ada = [{ name: 'Order Completed', at: world.now + 1, properties: {} }];
    await world.review({}, true);
    await world.work();
    expect(world.sent).toHaveLength(1);

    await join('cid');
    world.now += 3 * 86_400_000;
    await world.review({}, true);
    await world.work();
    expect(world.sent).toHaveLength(1);
  });

  it('lets who waits for a mail go on when it is not sent, and keeps what was decided', async () => {
    await world.live(awaited);
    await join('ada');
    expect(world.changed).toEqual([]);
    world.queued.length = 0;
    expect(await world.review({}, false)).toBe(1);
    expect(world.queued).toEqual(['ada']);
    await world.turn('ada');
    expect(world.changed).toEqual([['ada', 'welcomed', true]]);
    expect((await mails()).map(({ status }) => status)).toEqual(['skipped']);
    expect(await world.review({}, true)).toBe(0);
  });

  it('are decided on in portions, every one of them', async () => {
    await world.live(held);
    for (let one = 0; one < 450; one += 1) await join(`p${one}`);
    expect(await world.review({}, false)).toBe(450);
  });

  it('leaves alone what is held for another reason', async () => {
    await world.live({
      ...held,
      steps: { ...held.steps, mail: { ...held.steps.mail, review: false } as never },
    });
    await join('ada');
    world.held = true;
    await world.work();
    expect(await world.review({}, true)).toBe(0);
    expect((await mails()).map(({ status }) => status)).toEqual(['held']);
  });
});
