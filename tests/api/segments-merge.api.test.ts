import { afterAll, beforeAll, expect, it } from 'vitest';

import { openFlowShop, type FlowShop } from '../support/flow-client';

let shop: FlowShop;
beforeAll(async () => {
  shop = await openFlowShop(undefined);
});
afterAll(() => shop?.stop());

interface Shown {
  readonly id: string;
  readonly draft: unknown;
  readonly published: unknown;
  readonly status: string;
  readonly changed: boolean;
}

it('a merge that died before it published a flow goes on with it when it is begun again', async () => {
  const { client } = shop;
  const condition = (plan: string) => ({ kind: 'trait', where: { plan } });
  for (const key of ['kept', 'gone']) {
    await client.good('/segments', 'POST', { name: key, key, condition: condition(key) });
  }
  const named = (segment: string) => ({
    trigger: { kind: 'segment-entered', segment },
    start: 'done',
    steps: { done: { kind: 'end' } },
  });
  const flow = await client.good<Shown>('/flows', 'POST', { key: 'f', name: 'F', draft: named('gone') });
  await client.good(`/flows/${flow.id}/publish`, 'POST', {});
  // Half way: the segment has taken the other in, the draft was led there, and is not published.
  const both = { any: [condition('kept'), condition('gone')] };
  await client.good('/segments/kept', 'PUT', { condition: both });
  await client.good(`/flows/${flow.id}`, 'PUT', { draft: named('kept') });

  await client.good('/segments/merge', 'POST', { a: 'kept', b: 'gone', how: 'any' });
  const after = await client.good<Shown>(`/flows/${flow.id}`);
  expect(after).toMatchObject({ status: 'live', changed: false, published: named('kept') });
  expect(await client.good('/segments/kept')).toMatchObject({ condition: both });
  expect((await client.ask('/segments/gone')).status).toBe(404);
});
