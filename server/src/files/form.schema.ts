import { z } from 'zod';

import {
  emailsEndpoints,
  flowDefinitionSchema,
  flowsEndpoints,
  segmentsEndpoints,
  type FlowDefinition,
  type FlowStep,
} from '../../../plugin/src';
import { languageOf, stepsOf, type ForeignKinds } from './language';
import type { EmailBody, FlowBody, GroupBody, SegmentBody } from './thing';

// What a file may say is what the endpoints take: their declarations are the only ones.
const segment = segmentsEndpoints.create.input.shape;
const email = emailsEndpoints.create.input.shape;
const group = segmentsEndpoints.createGroup.input.shape;
const flow = flowsEndpoints.create.input.shape;

export const KEY_SCHEMAS = {
  segments: segment.key.unwrap(),
  emails: email.key.unwrap(),
  groups: group.key.unwrap(),
  flows: flow.key,
} as const;

export const groupFormSchema: z.ZodType<GroupBody> = z.strictObject({
  name: group.name,
  values: group.values,
});

export const segmentFormSchema = (foreign: ForeignKinds): z.ZodType<SegmentBody> =>
  z
    .strictObject({
      name: segment.name,
      description: segment.description,
      purpose: segment.purpose,
      owner: segment.owner.default(''),
      folder: segment.folder,
      tags: segment.tags,
      kind: segment.kind,
      condition: languageOf(foreign).schema.optional(),
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

/**
 * A flow with each step by the options of its kind. The options of kinds that an extension brought are known to the
 * server only: `foreign` says which there are, and they are left as they stand.
 */
const definitionSchema = (foreign: ForeignKinds): z.ZodType<FlowDefinition> => {
  const builtIn = stepsOf(foreign);
  const knownSchema = flowDefinitionSchema(builtIn);
  return flow.draft.transform((definition, context) => {
    const isForeign = ({ kind }: FlowStep) => !builtIn.has(kind) && foreign.steps.has(kind);
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
};

export const flowFormSchema = (foreign: ForeignKinds): z.ZodType<FlowBody> =>
  z.strictObject({ name: flow.name, definition: definitionSchema(foreign) });
