import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { PURPOSES } from './purpose';
import { consentSchema, decisionsSchema } from './schema';

const page = {
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
};

const pagination = z.object({
  pagination: z.object({
    page: z.number(),
    pageSize: z.number(),
    pageCount: z.number(),
    total: z.number(),
  }),
});

/** PostgreSQL keeps no NUL in a text; half of a surrogate pair is never found again. */
const UNFIT = /[\0\p{Cs}]/u;

/**
 * Who speaks: a device by its anonymousId; a visitor by the token that the site's server signed, or by the site's own
 * session in `Authorization`.
 */
const speaker = {
  anonymousId: z
    .string()
    .min(1)
    .max(256)
    .refine((id) => !UNFIT.test(id), 'Expected text without NUL.')
    .optional(),
  visitor: z.string().min(1).max(4096).optional(),
  /** Where no header can be set, as from `navigator.sendBeacon`. */
  writeKey: z.string().optional(),
};

const consentAnswer = z.object({
  data: z.object({
    decisions: consentSchema.describe('what was answered, purpose by purpose'),
    effective: z
      .record(z.enum(PURPOSES), z.boolean())
      .describe('what holds now, with the policy and the signals'),
  }),
});

const suppression = z.object({
  hash: z.string().describe('keyed hash of the lower-case address; the address itself is not kept'),
  reason: z.string(),
  erased: z.boolean().describe('true after an erasure: no CRM sync brings this person back'),
  at: z.number(),
});

const address = z.object({ email: z.email().max(320) });

export const privacyEndpoints = {
  consent: defineEndpoint({
    id: 'privacy.consent',
    method: 'GET',
    path: '/v1/consent',
    lane: 'public',
    summary:
      'What this visitor has agreed to; to a bare anonymousId of a device that is somebody’s, what that device has said itself.',
    input: z.object(speaker),
    answer: consentAnswer,
  }),
  decide: defineEndpoint({
    id: 'privacy.decide',
    method: 'POST',
    path: '/v1/consent',
    lane: 'public',
    summary:
      'Records yes or no to each purpose, with where and in which words it was asked. A bare anonymousId lifts no refusal of the person it belongs to.',
    input: z.object({
      ...speaker,
      decisions: decisionsSchema,
      source: z.string().min(1).max(80).default('banner'),
      wording: z.string().max(2000).optional(),
    }),
    answer: consentAnswer,
  }),
  suppressions: defineEndpoint({
    id: 'privacy.suppressions',
    method: 'GET',
    path: '/suppressions',
    lane: 'admin',
    permission: 'people.read',
    summary: 'Addresses that nothing is sent to, newest first, as hashes.',
    input: z.object(page),
    answer: z.object({ data: z.array(suppression), meta: pagination }),
  }),
  checkSuppression: defineEndpoint({
    id: 'privacy.checkSuppression',
    method: 'POST',
    path: '/suppressions/check',
    lane: 'admin',
    permission: 'people.read',
    summary: 'Whether this address is suppressed. A POST, so that the address stands in no access log.',
    input: address,
    answer: z.object({ data: suppression.nullable() }),
  }),
  suppress: defineEndpoint({
    id: 'privacy.suppress',
    method: 'POST',
    path: '/suppressions',
    lane: 'admin',
    permission: 'people.suppress',
    summary: 'Nothing is sent to this address any more.',
    input: address.extend({ reason: z.string().trim().min(1).max(80).default('by hand') }),
    answer: z.object({ data: suppression }),
  }),
  release: defineEndpoint({
    id: 'privacy.release',
    method: 'DELETE',
    path: '/suppressions/:hash',
    lane: 'admin',
    permission: 'people.suppress',
    summary: 'Takes an address off the list, by its hash.',
    input: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/, 'Expected the hash as the list shows it.') }),
    answer: z.object({ data: suppression }),
  }),
} as const;
