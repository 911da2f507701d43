import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { scoringSchema } from '../scores/schema';

const keyKind = z.enum(['browser', 'server']);

const shownKey = z.object({
  id: z.string(),
  name: z.string(),
  kind: keyKind,
  /** A browser key whole, since it stands in the page; of a server key its first characters. */
  shown: z.string(),
  createdAt: z.number(),
  /** From the configuration file: it can be revoked only there. */
  fixed: z.boolean(),
});

const newKey = shownKey.extend({
  key: z.string().describe('shown once'),
  secret: z.string().describe('signs userIds and visitor tokens on the site server; shown once'),
});

const environment = z.object({
  stored: z.string(),
  current: z.string(),
  /** True while mails, webhooks and CRM writes wait for an administrator to confirm this copy. */
  held: z.boolean(),
});

const health = z.object({
  ok: z.boolean(),
  parts: z.record(z.string(), z.unknown()),
});

const sensitive = z.object({ data: z.object({ traits: z.array(z.string()) }) });

export const settingsEndpoints = {
  keys: defineEndpoint({
    id: 'settings.keys',
    method: 'GET',
    path: '/settings/keys',
    lane: 'admin',
    permission: 'settings.read',
    summary: 'The write keys, secrets left out.',
    input: z.object({}),
    answer: z.object({ data: z.array(shownKey) }),
  }),
  createKey: defineEndpoint({
    id: 'settings.createKey',
    method: 'POST',
    path: '/settings/keys',
    lane: 'admin',
    permission: 'settings.update',
    summary: 'Makes a key; the answer is the only place where its secret is shown.',
    input: z.object({ name: z.string().trim().min(1).max(80), kind: keyKind }),
    answer: z.object({ data: newKey }),
  }),
  revokeKey: defineEndpoint({
    id: 'settings.revokeKey',
    method: 'DELETE',
    path: '/settings/keys/:id',
    lane: 'admin',
    permission: 'settings.update',
    summary: 'Revokes a key at once.',
    input: z.object({ id: z.string() }),
    answer: z.object({ data: shownKey }),
  }),
  environment: defineEndpoint({
    id: 'settings.environment',
    method: 'GET',
    path: '/settings/environment',
    lane: 'admin',
    permission: 'settings.read',
    summary: 'Whether this database belongs to this address.',
    input: z.object({}),
    answer: z.object({ data: environment }),
  }),
  confirmEnvironment: defineEndpoint({
    id: 'settings.confirmEnvironment',
    method: 'POST',
    path: '/settings/environment/confirm',
    lane: 'admin',
    permission: 'settings.update',
    summary: 'Says that this installation may write to the people in this database.',
    input: z.object({}),
    answer: z.object({ data: environment }),
  }),
  sensitive: defineEndpoint({
    id: 'settings.sensitive',
    method: 'GET',
    path: '/settings/sensitive',
    lane: 'admin',
    permission: 'settings.read',
    summary: 'Traits that are offered to nobody, neither by name nor by value.',
    input: z.object({}),
    answer: sensitive,
  }),
  saveSensitive: defineEndpoint({
    id: 'settings.saveSensitive',
    method: 'PUT',
    path: '/settings/sensitive',
    lane: 'admin',
    permission: 'settings.update',
    summary: 'Says which traits those are, with all that lies below them.',
    input: z.object({ traits: z.array(z.string().trim().min(1).max(200)).max(500) }),
    answer: sensitive,
  }),
  scoring: defineEndpoint({
    id: 'settings.scoring',
    method: 'GET',
    path: '/settings/scoring',
    lane: 'admin',
    permission: 'settings.read',
    summary: 'How events become scores: weights, half-life, what counts as an order.',
    input: z.object({}),
    answer: z.object({ data: scoringSchema }),
  }),
  saveScoring: defineEndpoint({
    id: 'settings.saveScoring',
    method: 'PUT',
    path: '/settings/scoring',
    lane: 'admin',
    permission: 'settings.update',
    summary: 'Changes that; segments that ask for scores are judged anew.',
    input: z.object({ scoring: scoringSchema }),
    answer: z.object({ data: scoringSchema }),
  }),
  health: defineEndpoint({
    id: 'settings.health',
    method: 'GET',
    path: '/settings/health',
    lane: 'admin',
    permission: 'settings.read',
    summary: 'Due lag, outbox age, unknown sends, table sizes.',
    input: z.object({}),
    answer: z.object({ data: health }),
  }),
  probe: defineEndpoint({
    id: 'settings.probe',
    method: 'GET',
    path: '/health',
    lane: 'probe',
    summary:
      'For probes: 200 while the ring turns, 503 when it does not. The parts only for a server key as Bearer.',
    input: z.object({}),
    answer: health,
  }),
} as const;
