import type { FlowReferences, Surroundings } from '../../../plugin/src';
import type { Events } from '../events';
import type { OutboxEffect } from '../flows';
import type { Clock, Tx } from '../ports';
import type { Privacy } from '../privacy';
import type { Profiles } from '../profiles';
import type { Segments } from '../segments';

const MOST_SEGMENTS = 1_000;

/** Which of the templates and segments that a flow names exist. */
export const createSurroundings =
  (segments: Pick<Segments, 'list'>, hasTemplate: (key: string) => Promise<boolean>) =>
  async ({ templates }: FlowReferences): Promise<Surroundings> => {
    const { rows } = await segments.list({ page: 1, pageSize: MOST_SEGMENTS });
    const known = await Promise.all(
      [...templates].map(async (key) => ((await hasTemplate(key)) ? [key] : [])),
    );
    return {
      templates: new Set(known.flat()),
      segments: new Set(rows.map(({ segment }) => segment.key)),
      requestSegments: new Set(rows.filter(({ atMost }) => atMost).map(({ segment }) => segment.key)),
    };
  };

/** "Email Sent" on the person's timeline, and for other flows to begin with, where they let themselves be counted. */
export const createEmailSent =
  (
    profiles: Pick<Profiles, 'lock'>,
    privacy: Pick<Privacy, 'allows'>,
    events: Pick<Events, 'record'>,
    now: Clock,
  ) =>
  async (tx: Tx, effect: OutboxEffect): Promise<void> => {
    if (effect.kind !== 'send-email') return;
    // Locked: an erasure that comes between would leave the event behind.
    const profile = await profiles.lock(tx, effect.profileId);
    if (!profile || !privacy.allows(profile.consent, 'analytics')) return;
    const properties = {
      email_id: String(effect.payload.template),
      effect_id: effect.id,
      run_id: effect.runId,
      flow_id: effect.flowId,
    };
    await events.record(tx, [
      { messageId: `sent:${effect.id}`, profileId: profile.id, name: 'Email Sent', at: now(), properties },
    ]);
  };
