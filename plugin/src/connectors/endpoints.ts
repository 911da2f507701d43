import { z } from 'zod';

import { defineEndpoint } from '../endpoints';

const name = z.string().trim().min(1).max(120);
/** Five fields, no seconds: a CRM is not asked more often than once a minute. */
const schedule = z
  .string()
  .trim()
  .max(120)
  .regex(/^\S+( \S+){4}$/, 'A schedule has five fields, as "0 * * * *" (every hour).')
  .nullable()
  .describe('cron in UTC; null: on demand only');
const options = z.record(z.string(), z.json()).describe("as the kind's options schema says");
const secret = z.string().trim().min(1).max(4096).describe('the access token; never shown again');

export const SYNC_STATUS = ['queued', 'running', 'done', 'failed', 'cancelled', 'held'] as const;

const shownSync = z.object({
  id: z.string(),
  connectionId: z.string(),
  status: z.enum(SYNC_STATUS),
  /** What is being read now, in words: `Members of "Partners"`. */
  doing: z.string(),
  done: z.number().describe('lists finished'),
  of: z.number().describe('lists to read'),
  rowsIn: z.number().describe('members read'),
  added: z.number(),
  removed: z.number(),
  updated: z.number(),
  refused: z.number().describe('erased or without an address'),
  /** What went wrong and what to do about it. */
  error: z.string().nullable(),
  requestedAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
});

const shownList = z.object({
  /** The CRM's id. */
  id: z.string(),
  name: z.string(),
  /** Null where the CRM does not say. */
  size: z.number().nullable(),
  picked: z.boolean(),
  /** The key of the segment it became. */
  segment: z.string().nullable(),
  members: z.number().nullable().describe('as of the last sync'),
  syncedAt: z.number().nullable(),
  /** The CRM no longer has it; its members were taken out. */
  gone: z.boolean(),
});

const shownConnection = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  options,
  schedule: z.string().nullable(),
  paused: z.boolean(),
  health: z.enum(['new', 'ok', 'syncing', 'failing', 'held']),
  /** Why it fails, and the remedy. */
  fault: z.string().nullable(),
  lists: z.number().describe('lists picked'),
  lastSync: shownSync.nullable(),
  nextSyncAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

const kind = z.object({
  kind: z.string(),
  label: z.string(),
  description: z.string(),
  /** What the secret is called there and where to find it. */
  secret: z.object({ label: z.string(), help: z.string() }),
  /** JSON Schema: the form is drawn from it. */
  options: z.record(z.string(), z.unknown()),
});

const byId = z.object({ id: z.string() });
const single = z.object({ data: shownConnection });
const sync = z.object({ data: shownSync });

export const connectorsEndpoints = {
  kinds: defineEndpoint({
    id: 'connectors.kinds',
    method: 'GET',
    path: '/connections/kinds',
    lane: 'admin',
    permission: 'connections.read',
    summary: 'The CRMs that can be connected.',
    input: z.object({}),
    answer: z.object({ data: z.array(kind) }),
  }),
  list: defineEndpoint({
    id: 'connectors.list',
    method: 'GET',
    path: '/connections',
    lane: 'admin',
    permission: 'connections.read',
    summary: 'Connections with their health, last and next sync.',
    input: z.object({}),
    answer: z.object({ data: z.array(shownConnection) }),
  }),
  get: defineEndpoint({
    id: 'connectors.get',
    method: 'GET',
    path: '/connections/:id',
    lane: 'admin',
    permission: 'connections.read',
    summary: 'One connection; its token is never given out.',
    input: byId,
    answer: single,
  }),
  create: defineEndpoint({
    id: 'connectors.create',
    method: 'POST',
    path: '/connections',
    lane: 'admin',
    permission: 'connections.update',
    summary: 'Connects a CRM; its token is kept encrypted.',
    input: z.object({
      kind: z.string(),
      name,
      secret,
      options: options.default({}),
      schedule: schedule.default('0 * * * *'),
    }),
    answer: single,
  }),
  update: defineEndpoint({
    id: 'connectors.update',
    method: 'PUT',
    path: '/connections/:id',
    lane: 'admin',
    permission: 'connections.update',
    summary: 'Changes a connection; a token that is left out stays.',
    input: byId.extend({
      name: name.optional(),
      secret: secret.optional(),
      options: options.optional(),
      schedule: schedule.optional(),
      paused: z.boolean().optional(),
    }),
    answer: single,
  }),
  delete: defineEndpoint({
    id: 'connectors.delete',
    method: 'DELETE',
    path: '/connections/:id',
    lane: 'admin',
    permission: 'connections.update',
    summary: 'Disconnects. Its memberships end; people and their other segments stay.',
    input: byId,
    answer: single,
  }),
  test: defineEndpoint({
    id: 'connectors.test',
    method: 'POST',
    path: '/connections/:id/test',
    lane: 'admin',
    permission: 'connections.update',
    summary: 'Asks the CRM whether the token works.',
    input: byId,
    answer: z.object({ data: z.object({ ok: z.boolean(), message: z.string() }) }),
  }),
  lists: defineEndpoint({
    id: 'connectors.lists',
    method: 'GET',
    path: '/connections/:id/lists',
    lane: 'admin',
    permission: 'connections.read',
    summary: 'The lists that the CRM has now, and those that are picked.',
    input: byId,
    answer: z.object({ data: z.array(shownList) }),
  }),
  pick: defineEndpoint({
    id: 'connectors.pick',
    method: 'PUT',
    path: '/connections/:id/lists',
    lane: 'admin',
    permission: 'connections.update',
    summary: 'Picks the lists that become segments; those left out end with the next sync.',
    input: byId.extend({ lists: z.array(z.string().max(64)).max(500) }),
    answer: z.object({ data: z.array(shownList) }),
  }),
  sync: defineEndpoint({
    id: 'connectors.sync',
    method: 'POST',
    path: '/connections/:id/sync',
    lane: 'admin',
    permission: 'connections.update',
    summary: 'Starts a sync, or answers with the one that is under way.',
    input: byId,
    answer: sync,
  }),
  syncs: defineEndpoint({
    id: 'connectors.syncs',
    method: 'GET',
    path: '/connections/:id/syncs',
    lane: 'admin',
    permission: 'connections.read',
    summary: 'The last fifty syncs, the newest first, with their progress.',
    input: byId,
    answer: z.object({ data: z.array(shownSync) }),
  }),
  cancel: defineEndpoint({
    id: 'connectors.cancel',
    method: 'POST',
    path: '/connections/:id/syncs/:sync/cancel',
    lane: 'admin',
    permission: 'connections.update',
    summary: 'Stops a sync after the page it is reading; the next one goes on from there.',
    input: byId.extend({ sync: z.string() }),
    answer: sync,
  }),
} as const;

export type ShownConnection = z.output<typeof shownConnection>;
export type ShownCrmList = z.output<typeof shownList>;
export type ShownSync = z.output<typeof shownSync>;
export type ShownCrmKind = z.output<typeof kind>;
