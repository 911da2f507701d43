import { z } from 'zod';

import {
  emailsEndpoints,
  flowDefinitionSchema,
  flowsEndpoints,
  flowSteps,
  segmentsEndpoints,
  type FlowDefinition,
  type FlowStep,
} from '../../../plugin/src';
import type { EmailBody, FlowBody, SegmentBody } from './thing';

// What a file may say is what the endpoints take: their declarations are the only ones.
const segment = segmentsEndpoints.create.input.shape;
const email = emailsEndpoints.create.input.shape;
const flow = flowsEndpoints.create.input.shape;

export const KEY_SCHEMAS = {
  segments: segment.key.unwrap(),
  emails: email.key.unwrap(),
  flows: flow.key,
} as const;

export const segmentFormSchema: z.ZodType<SegmentBody> = z
  .strictObject({
    name: segment.name,
    description: segment.description,
    purpose: segment.purpose,
    owner: segment.owner.default(''),
    folder: segment.folder,
    tags: segment.tags,
    kind: segment.kind,
    condition: segment.condition,
  })
  .refine(({ kind, condition }) => (kind === 'live') === (condition !== undefined), {
    path: ['condition'],
    error: 'Expected a condition for a live segment, and none for a static one.',
  });

/** The JSON beside the source: subject, layout and example data. */
export const emailFormSchema: z.ZodType<Omit<EmailBody, 'html' | 'text'>> = z.strictObject({
  name: email.name,
  subject: email.subject,
  layout: email.layout,
  sample: email.sample,
});

export const emailSourcesSchema = z.object({ html: email.html, text: email.text });

const builtIn = flowSteps();
const knownSchema = flowDefinitionSchema(builtIn);

/**
 * A flow with each step by the options of its kind. The options of kinds that an extension brought are known to the
 * server only: `foreign` says which there are, and they are left as they stand.
 */
const definitionSchema = (foreign: ReadonlySet<string>): z.ZodType<FlowDefinition> =>
  flow.draft.transform((definition, context) => {
    const isForeign = ({ kind }: FlowStep) => !builtIn.has(kind) && foreign.has(kind);
    const parts = Object.entries(definition.steps);
    const known = Object.fromEntries(parts.filter(([, step]) => !isForeign(step)));
    const parsed = knownSchema.safeParse({ ...definition, steps: known });
    if (parsed.success) {
      const others = Object.fromEntries(parts.filter(([, step]) => isForeign(step)));
      return { ...parsed.data, steps: { ...parsed.data.steps, ...others } };
    }
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    return z.NEVER;
  });

export const flowFormSchema = (foreign: ReadonlySet<string>): z.ZodType<FlowBody> =>
  z.strictObject({ name: flow.name, definition: definitionSchema(foreign) });

/** Whether every step of a flow is of a kind that comes with the plugin. */
export const isBuiltInFlow = ({ steps }: FlowDefinition): boolean =>
  Object.values(steps).every(({ kind }) => builtIn.has(kind));
