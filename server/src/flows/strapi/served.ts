import { z } from 'zod';

import { flowsEndpoints, type FlowSteps } from '../../../../plugin/src';
import { serve, type Served } from '../../strapi/endpoints';
import type { Flows, Outbox, OutboxRow, WholeFlow } from '..';

const paged = <T>(rows: readonly T[], total: number, page: number, pageSize: number) => ({
  data: [...rows],
  meta: { pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total } },
});

const one = async (flow: Promise<WholeFlow>) => ({ data: await flow });

const shownRow = ({ runId: _run, payload: _payload, ...row }: OutboxRow) => row;

export const flowsServed = (flows: Flows, outbox: Outbox, steps: FlowSteps): readonly Served[] => [
  serve(flowsEndpoints.list, async ({ page, pageSize }) => {
    const { rows, total } = await flows.list(page, pageSize);
    return paged(rows, total, page, pageSize);
  }),
  serve(flowsEndpoints.templates, () => ({ data: [...flows.templates] })),
  serve(flowsEndpoints.kinds, () => ({
    data: steps.all().map(({ kind, label, options }) => ({
      kind,
      label,
      options: z.toJSONSchema(options as z.ZodType, { unrepresentable: 'any' }),
    })),
  })),
  serve(flowsEndpoints.fromTemplate, ({ template, ...named }) => one(flows.createFrom(template, named))),
  serve(flowsEndpoints.get, ({ id }) => one(flows.get(id))),
  serve(flowsEndpoints.create, (flow) => one(flows.create(flow))),
  serve(flowsEndpoints.update, ({ id, ...changes }) => one(flows.update(id, changes))),
  serve(flowsEndpoints.remove, async ({ id }) => {
    await flows.remove(id);
    return { data: { id } };
  }),
  serve(flowsEndpoints.publish, ({ id }) => one(flows.publish(id))),
  serve(flowsEndpoints.pause, ({ id }) => one(flows.pause(id))),
  serve(flowsEndpoints.resume, ({ id }) => one(flows.resume(id))),
  serve(flowsEndpoints.stop, ({ id }) => one(flows.stop(id))),
  serve(flowsEndpoints.runs, async ({ id, page, pageSize, ...filter }) => {
    const { rows, total } = await flows.runs({ flowId: id, ...filter }, page, pageSize);
    return paged(rows, total, page, pageSize);
  }),
  serve(flowsEndpoints.numbers, async ({ id, version }) => ({
    data: [...(await flows.numbers(id, version))],
  })),
  serve(flowsEndpoints.outbox, async ({ page, pageSize, ...filter }) => {
    const { rows, total } = await outbox.page(filter, page, pageSize);
    return paged(rows.map(shownRow), total, page, pageSize);
  }),
  serve(flowsEndpoints.resend, async ({ id }) => ({ data: shownRow(await outbox.resend(id)) })),
  serve(flowsEndpoints.dismiss, async ({ id }) => ({ data: shownRow(await outbox.dismiss(id)) })),
];
