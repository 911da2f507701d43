import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { consentSchema } from '../privacy/schema';
import { personScoresSchema } from './scores.schema';

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

const profileRow = z.object({
  id: z.string(),
  /** A name from the traits, else the address, else the user id; empty for a stranger's device. */
  name: z.string(),
  userId: z.string().nullable(),
  email: z.string().nullable(),
  /** What the device says of itself without proof. */
  claimedUserId: z.string().nullable(),
  claimedEmail: z.string().nullable(),
  /** Null of whoever is known from a CRM or a list, and never came. */
  firstSeenAt: z.number().nullable(),
  lastSeenAt: z.number().nullable(),
});

const profileDetail = profileRow.extend({
  knownAs: z.array(
    z.object({
      kind: z.enum(['anonymousId', 'userId', 'email', 'external']),
      value: z.string(),
      proven: z.boolean(),
      at: z.number(),
    }),
  ),
  traits: z.record(z.string(), z.unknown()),
  consent: consentSchema,
  timezone: z.string().nullable(),
  locale: z.string().nullable(),
  tags: z.array(z.string()).describe('words that people put on this person'),
  segments: z.array(z.string()).describe('keys of the segments this person is in'),
  lists: z.array(z.string()).describe('CRM lists as `connection:list`'),
  /** Devices and contacts that turned out to be this person, newest first. */
  merges: z.array(z.object({ profileId: z.string(), at: z.number(), reason: z.string() })),
  createdAt: z.number(),
});

const timelineEntry = z.object({
  id: z.string(),
  at: z.number(),
  kind: z.enum(['event', 'segment', 'flow', 'email', 'consent', 'merge']),
  title: z.string().describe('`Order Completed`, `Entered VIP`'),
  details: z.record(z.string(), z.unknown()),
});

const one = z.object({ id: z.string().min(1).max(64) });

const tagged = one.extend({ tag: z.string().trim().min(1).max(120) });
const tagsAfter = z.object({ data: z.object({ tags: z.array(z.string()) }) });

export const profilesEndpoints = {
  list: defineEndpoint({
    id: 'profiles.list',
    method: 'GET',
    path: '/profiles',
    lane: 'admin',
    permission: 'people.read',
    summary: 'People by e-mail, id or name, the last seen first. Pages go to the 10,000th of them.',
    input: z.object({ ...page, search: z.string().trim().max(320).default('') }),
    answer: z.object({ data: z.array(profileRow), meta: pagination }),
  }),
  tags: defineEndpoint({
    id: 'profiles.tags',
    method: 'GET',
    path: '/profiles/tags',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Tags in use, each with how many people carry it.',
    input: z.object({}),
    answer: z.object({ data: z.array(z.object({ tag: z.string(), count: z.number() })) }),
  }),
  addTag: defineEndpoint({
    id: 'profiles.addTag',
    method: 'POST',
    path: '/profiles/:id/tags',
    lane: 'admin',
    permission: 'people.tag',
    summary: 'Puts a tag on a person.',
    input: tagged,
    answer: tagsAfter,
  }),
  removeTag: defineEndpoint({
    id: 'profiles.removeTag',
    method: 'DELETE',
    path: '/profiles/:id/tags',
    lane: 'admin',
    permission: 'people.tag',
    summary: 'Takes a tag off a person.',
    input: tagged,
    answer: tagsAfter,
  }),
  get: defineEndpoint({
    id: 'profiles.get',
    method: 'GET',
    path: '/profiles/:id',
    lane: 'admin',
    permission: 'people.read',
    summary: 'One person: known as, traits, consent, segments, first and last seen.',
    input: one,
    answer: z.object({ data: profileDetail }),
  }),
  scores: defineEndpoint({
    id: 'profiles.scores',
    method: 'GET',
    path: '/profiles/:id/scores',
    lane: 'admin',
    permission: 'people.read',
    summary:
      'How one person scores, and why: engagement, RFM, and their place among all people. Each look is logged.',
    input: one,
    answer: z.object({ data: personScoresSchema }),
  }),
  timeline: defineEndpoint({
    id: 'profiles.timeline',
    method: 'GET',
    path: '/profiles/:id/timeline',
    lane: 'admin',
    permission: 'people.read',
    summary: 'What happened with this person, newest first.',
    input: one.extend(page),
    answer: z.object({ data: z.array(timelineEntry), meta: pagination }),
  }),
  export: defineEndpoint({
    id: 'profiles.export',
    method: 'GET',
    path: '/profiles/:id/export',
    lane: 'admin',
    permission: 'people.export',
    summary: 'Everything that is stored about this person, table by table.',
    input: one,
    answer: z.object({
      data: z.object({
        profileId: z.string(),
        exportedAt: z.number(),
        tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
      }),
    }),
  }),
  erase: defineEndpoint({
    id: 'profiles.erase',
    method: 'DELETE',
    path: '/profiles/:id',
    lane: 'admin',
    permission: 'people.erase',
    summary: 'Erases this person from every table; the address stays suppressed as a keyed hash.',
    input: one,
    answer: z.object({
      data: z.object({ profileId: z.string(), erasedAt: z.number(), profiles: z.number() }),
    }),
  }),
} as const;
