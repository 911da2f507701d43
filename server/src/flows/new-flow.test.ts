import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { FlowDefinition } from '../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../tests/support/database';
import { createFlowWorld } from '../../../tests/support/flow-world';
import { flowsTables } from './strapi/tables';

const draft: FlowDefinition = { trigger: { kind: 'api' }, start: 'end', steps: { end: { kind: 'end' } } };

describe('a new flow', () => {
  let database: TestDatabase;
  let flows: ReturnType<typeof createFlowWorld>['flows'];
  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    ({ flows } = createFlowWorld(database));
  });
  afterEach(() => database.stop());

  it('is known by its name, and by a number more where that is taken', async () => {
    const keys: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      keys.push((await flows.create({ name: 'Carts left behind', draft })).key);
    }
    expect(keys).toEqual(['carts-left-behind', 'carts-left-behind-2', 'carts-left-behind-3']);
  });

  it('is known by the key it was given, and refused where that is taken', async () => {
    expect((await flows.create({ name: 'Carts', key: 'mine', draft })).key).toBe('mine');
    await expect(flows.create({ name: 'Others', key: 'mine', draft })).rejects.toMatchObject({
      code: 'conflict',
      details: { path: 'key' },
    });
  });

  it('can be made of the same ready flow again', async () => {
    const [template] = flows.templates;
    const made = [await flows.createFrom(template!.key, {}), await flows.createFrom(template!.key, {})];
    expect(made.map(({ name }) => name)).toEqual([template!.name, `${template!.name} 2`]);
    expect((await flows.createFrom(template!.key, { name: 'Ours' })).name).toBe('Ours');
    expect(new Set(made.map(({ key }) => key)).size).toBe(2);
  });
});
