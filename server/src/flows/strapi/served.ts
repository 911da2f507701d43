import { z } from 'zod';

import { flowsEndpoints, type FlowSteps } from '../../../../plugin/src';
import { serve, type Served } from '../../strapi/endpoints';
import type { Flows, WholeFlow } from '..';
import { paged } from './paged';

const one = async (flow: Promise<WholeFlow>) => ({ data: await flow });

export const flowsServed = (flows: Flows, steps: FlowSteps): readonly Served[] => [
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
  serve(flowsEndpoints.check, async ({ draft }) => ({ data: await flows.check(draft) })),
  serve(flowsEndpoints.publish, ({ id }) => one(flows.publish(id))),
  serve(flowsEndpoints.pause, ({ id }) => one(flows.pause(id))),
  serve(flowsEndpoints.resume, ({ id }) => one(flows.resume(id))),
  serve(flowsEndpoints.stop, ({ id }) => one(flows.stop(id))),
];
