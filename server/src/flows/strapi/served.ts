import { z } from 'zod';

import type { Context } from 'koa';

import {
  flowRulesSchema,
  flowsEndpoints,
  flowTriggers,
  type Definition,
  type FlowSteps,
  PluginError,
  type JsonObject,
} from '../../../../plugin/src';
import { serve, type Served } from '../../strapi/endpoints';
import type { ApiCall, CalledFor, Flows, WholeFlow } from '..';
import type { EntryTypes } from './entry-types';
import { paged } from './paged';

const one = async (flow: Promise<WholeFlow>) => ({ data: await flow });

interface Needs {
  readonly flows: Flows;
  readonly steps: FlowSteps;
  readonly entryTypes: () => EntryTypes;
  readonly secretFor: (url: string) => string;
  readonly call: (idOrKey: string, call: ApiCall) => Promise<void>;
  readonly trial: (flowId: string, person: CalledFor, data: JsonObject) => Promise<{ readonly id: string }>;
  readonly refuseAllButServers: (ctx: Context, writeKey: string | undefined) => Promise<void>;
}

const kindsOf = (definitions: readonly (Definition & { readonly options: unknown })[]) => ({
  data: definitions.map(({ kind, label, options }) => ({
    kind,
    label,
    options: z.toJSONSchema(options as z.ZodType, { unrepresentable: 'any' }),
  })),
});

export const flowsServed = ({
  flows,
  steps,
  entryTypes,
  secretFor,
  call,
  trial,
  refuseAllButServers,
}: Needs): readonly Served[] => [
  serve(flowsEndpoints.list, async ({ page, pageSize }) => {
    const { rows, total } = await flows.list(page, pageSize);
    return paged(rows, total, page, pageSize);
  }),
  serve(flowsEndpoints.templates, () => ({ data: [...flows.templates] })),
  serve(flowsEndpoints.kinds, () => kindsOf(steps.all())),
  serve(flowsEndpoints.triggerKinds, () => kindsOf(flowTriggers.all())),
  serve(flowsEndpoints.entryTypes, () => ({ data: [...entryTypes()] })),
  serve(flowsEndpoints.ruleOptions, () => ({ data: { options: z.toJSONSchema(flowRulesSchema) } })),
  serve(flowsEndpoints.trigger, async ({ id, ...called }) => {
    await call(id, called as ApiCall);
    return { data: { accepted: true } };
  }),
  serve(flowsEndpoints.triggerByKey, async ({ id, writeKey, ...called }, { ctx }) => {
    await refuseAllButServers(ctx, writeKey);
    await call(id, called as ApiCall);
    return { data: { accepted: true } };
  }),
  serve(flowsEndpoints.webhookSecret, ({ url }) => ({ data: { secret: secretFor(url) } })),
  serve(flowsEndpoints.fromTemplate, ({ template, ...named }) => one(flows.createFrom(template, named))),
  serve(flowsEndpoints.get, ({ id }) => one(flows.get(id))),
  serve(flowsEndpoints.create, (flow) => one(flows.create(flow))),
  serve(flowsEndpoints.update, ({ id, ...changes }) => one(flows.update(id, changes))),
  serve(flowsEndpoints.remove, async ({ id }) => {
    await flows.remove(id);
    return { data: { id } };
  }),
  serve(flowsEndpoints.check, async ({ draft }) => ({ data: await flows.check(draft) })),
  serve(flowsEndpoints.publish, ({ id, ...choice }) => one(flows.publish(id, choice))),
  serve(flowsEndpoints.publishing, async ({ id, within }) => ({
    data: await flows.publishingFigures(id, within),
  })),
  serve(flowsEndpoints.trial, async ({ id, data }, { ctx }) => {
    const { email } = (ctx.state as { user?: { email?: string } }).user ?? {};
    if (!email) throw new PluginError('forbidden', 'Only somebody with an address can try a flow.');
    const { id: run } = await trial(id, { email }, (data ?? {}) as JsonObject);
    return { data: { id: run, email } };
  }),
  serve(flowsEndpoints.pause, ({ id }) => one(flows.pause(id))),
  serve(flowsEndpoints.resume, ({ id, ...choice }) => one(flows.resume(id, choice))),
  serve(flowsEndpoints.stop, ({ id, how }) => one(flows.stop(id, how))),
];
