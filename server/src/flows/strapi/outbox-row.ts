import type { JsonObject } from '../../../../plugin/src';
import { asNumber, asNumberOrNull, fromJson } from '../../strapi/database';
import type { NewEffect, OutboxRow, OutboxStatus, Settled } from '../outbox/outbox-store';

export const OUTBOX = 'attune_outbox';

export interface Row {
  id: string;
  kind: string;
  profile_id: string;
  flow_id: string | null;
  run_id: string | null;
  node: string | null;
  payload: string;
  status: OutboxStatus;
  due_at: number | string;
  attempts: number;
  message_id: string | null;
  reason: string | null;
  sent_at: number | string | null;
  claimed_at: number | string | null;
  waited_for: string | null;
  created_at: number | string;
}

export const fromRow = (row: Row): OutboxRow => ({
  id: row.id,
  kind: row.kind,
  profileId: row.profile_id,
  flowId: row.flow_id,
  runId: row.run_id,
  node: row.node,
  payload: fromJson<JsonObject>(row.payload),
  status: row.status,
  dueAt: asNumber(row.due_at),
  attempts: row.attempts,
  messageId: row.message_id,
  reason: row.reason,
  sentAt: asNumberOrNull(row.sent_at),
  claimedAt: asNumberOrNull(row.claimed_at),
  waitedFor: row.waited_for,
  createdAt: asNumber(row.created_at),
});

const MOST_REASON = 200;

export const newRow = (effect: NewEffect) => ({
  id: effect.id,
  kind: effect.kind,
  profile_id: effect.profileId,
  flow_id: effect.flowId,
  run_id: effect.runId,
  node: effect.node,
  payload: JSON.stringify(effect.payload),
  status: effect.settled?.status ?? 'queued',
  reason: effect.settled?.reason?.slice(0, MOST_REASON) ?? null,
  waited_for: effect.settled?.status === 'held' ? (effect.settled.reason ?? null) : null,
  sent_at: effect.settled?.sentAt ?? null,
  due_at: effect.dueAt,
  attempts: 0,
  created_at: effect.createdAt,
});

export const settledColumns = ({ status, reason, messageId, sentAt, dueAt }: Settled) => ({
  status,
  ...(reason === undefined ? {} : { reason: reason && reason.slice(0, MOST_REASON) }),
  ...(messageId === undefined ? {} : { message_id: messageId }),
  ...(sentAt === undefined ? {} : { sent_at: sentAt }),
  ...(dueAt === undefined ? {} : { due_at: dueAt }),
});
