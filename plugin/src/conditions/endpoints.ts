import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { conditionShapeSchema } from './shape.schema';

const jsonObject = z.record(z.string(), z.json());

const eventFact = z.object({
  name: z.string().optional(),
  at: z.number(),
  properties: jsonObject.default({}),
});

const population = z.object({
  refreshedAt: z.number(),
  n: z.number(),
  mean: z.number(),
  sd: z.number(),
  quantiles: z.array(z.number()).max(1_001),
});

/** Facts as JSON can carry them: sets are lists. */
const facts = z.object({
  profile: z
    .object({
      id: z.string().default(''),
      createdAt: z.number().default(0),
      firstSeenAt: z.number().nullish(),
      lastSeenAt: z.number().nullish(),
      timezone: z.string().nullish(),
    })
    .nullable()
    .default(null),
  traits: jsonObject.default({}),
  events: z.record(z.string(), z.array(eventFact).max(10_000)).default({}),
  segments: z.array(z.string()).default([]),
  lists: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  products: z.record(z.string(), jsonObject).optional(),
  populations: z.record(z.string(), population).optional(),
  context: jsonObject.optional(),
  groups: z
    .record(z.string(), z.array(z.json()).max(10_000))
    .optional()
    .describe('in place of the saved groups that are kept'),
});

const reason = z.object({ path: z.string(), kind: z.string(), value: z.boolean(), actual: z.json() });

const seenName = z.object({
  name: z.string(),
  count: z.number(),
  /** A few values that were really seen, the commonest first. */
  examples: z.array(z.json()),
  /** Lists were seen more often than not; the examples are what was in them. */
  isList: z.boolean().optional(),
});

const shownKind = z.object({
  kind: z.string(),
  label: z.string(),
  /** Comes with the plugin; the others are brought by extensions. */
  builtIn: z.boolean(),
  /** JSON schema of the whole part: the panel draws the form from it. */
  options: z.record(z.string(), z.unknown()),
});

const vocabulary = z.object({
  events: z.array(
    z.object({
      name: z.string(),
      count: z.number(),
      /** There are more: counting ended there. */
      atLeast: z.boolean().optional(),
      /** How many of these events were looked into: a property was seen in so many of them. */
      looked: z.number(),
      properties: z.array(seenName),
    }),
  ),
  traits: z.array(seenName),
  /** How many people's traits were looked at: of those seen last. */
  people: z.number(),
  context: z.array(seenName.omit({ count: true })),
  segments: z.array(z.object({ key: z.string(), name: z.string(), isStatic: z.boolean() })),
  lists: z.array(z.object({ connection: z.string(), id: z.string(), name: z.string() })),
  groups: z.array(z.object({ key: z.string(), name: z.string(), size: z.number() })),
  kinds: z.array(shownKind),
  operators: z.array(z.object({ operator: z.string(), label: z.string(), takes: z.string() })),
  durations: z.array(z.string()),
});

export const conditionsEndpoints = {
  evaluate: defineEndpoint({
    id: 'conditions.evaluate',
    method: 'POST',
    path: '/conditions/evaluate',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Judges a condition on facts given in the body: the value, until when, and why.',
    input: z.object({
      condition: conditionShapeSchema,
      facts: facts.default({ profile: null, traits: {}, events: {}, segments: [], lists: [], tags: [] }),
      /** Epoch milliseconds; the present when left out. */
      now: z.number().optional(),
    }),
    answer: z.object({
      value: z.boolean(),
      until: z.number().nullable(),
      reasons: z.array(reason),
      sentence: z.string(),
      /** The reasons in words. */
      because: z.array(z.string()),
    }),
  }),
  kinds: defineEndpoint({
    id: 'conditions.kinds',
    method: 'GET',
    path: '/conditions/kinds',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'The kinds of condition, those of extensions too, each with the JSON schema of its options.',
    input: z.object({}),
    answer: z.object({ data: z.array(shownKind) }),
  }),
  check: defineEndpoint({
    id: 'conditions.check',
    method: 'POST',
    path: '/conditions/check',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'What saving would have against a condition, each with the path to the part.',
    input: z.object({ condition: conditionShapeSchema }),
    answer: z.object({ data: z.array(z.object({ path: z.string(), message: z.string() })) }),
  }),
  vocabulary: defineEndpoint({
    id: 'conditions.vocabulary',
    method: 'GET',
    path: '/conditions/vocabulary',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'The names and values that were really seen, for the builder to offer.',
    input: z.object({}),
    answer: z.object({ data: vocabulary }),
  }),
} as const;

export type Vocabulary = z.output<typeof vocabulary>;
export type ConditionKind = z.output<typeof shownKind>;
export type VocabularyName = z.output<typeof seenName>;
