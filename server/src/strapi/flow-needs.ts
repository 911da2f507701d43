import type { IncomingHttpHeaders } from 'node:http';

import type { Context } from 'koa';

import {
  EMAIL_SENT,
  PluginError,
  type FlowReferences,
  type JsonObject,
  type Surroundings,
} from '../../../plugin/src';
import type { Connections } from '../connectors';
import type { Emails } from '../emails';
import type { Events } from '../events';
import type { CalledFor, CalledPerson, OurPeople, OutboxEffect, Reach } from '../flows';
import type { Clock, Tx } from '../ports';
import type { Privacy } from '../privacy';
import type { Profiles, Tags } from '../profiles';
import { staticListId, type Segments } from '../segments';
import type { Keys } from '../settings';

const MOST_SEGMENTS = 1_000;

/**
 * Whether something could have reached somebody at a moment: by the address they have today and what they had agreed to
 * by then.
 */
export const createReachOf =
  (profiles: Pick<Profiles, 'get'>, privacy: Pick<Privacy, 'allows' | 'history' | 'isSuppressed'>) =>
  (profileId: string): Reach => {
    let known: Promise<Awaited<ReturnType<typeof ask>>> | undefined;
    const ask = async () => {
      const profile = await profiles.get(profileId);
      const address = profile && (profile.email ?? profile.claimedEmail);
      return {
        consent: profile?.consent ?? {},
        answers: profile ? await privacy.history(profileId) : [],
        address,
        suppressed: address ? await privacy.isSuppressed(null, address) : false,
      };
    };
    return async (kind, purpose, at) => {
      if (kind !== 'send-email' && purpose === null) return undefined;
      const { consent, answers, address, suppressed } = await (known ??= ask());
      if (kind === 'send-email' && !address) return 'no address';
      if (kind === 'send-email' && suppressed) return 'suppressed';
      if (purpose === null) return undefined;
      // What was said since had not been said: the last word before it held.
      const said = answers.filter((one) => one.purpose === purpose && one.at <= at);
      const last = said.reduce<(typeof said)[number] | undefined>(
        (newest, one) => (newest && newest.at > one.at ? newest : one),
        undefined,
      );
      const standing = consent[purpose];
      const given = standing && standing.at <= at ? { [purpose]: standing } : last ? { [purpose]: last } : {};
      return privacy.allows(given, purpose) ? undefined : `no consent to ${purpose}`;
    };
  };

/** Which of the templates and segments that a flow names exist. */
export const createSurroundings =
  (
    segments: Pick<Segments, 'list' | 'groups'>,
    templatesNamed: Emails['named'],
    connections: Pick<Connections, 'list'>,
  ) =>
  async ({ templates, connections: named, groups }: FlowReferences): Promise<Surroundings> => {
    const { rows } = await segments.list({ page: 1, pageSize: MOST_SEGMENTS });
    const known = await templatesNamed([...templates]);
    const crms = named.size > 0 ? await connections.list() : [];
    return {
      groups: new Set(groups.size > 0 ? (await segments.groups.list()).map(({ key }) => key) : []),
      connections: new Set(crms.map(({ id }) => id)),
      templates: new Set(known.keys()),
      asks: new Map([...known].map(([key, { asks }]) => [key, asks])),
      names: {
        templates: new Map([...known].map(([key, { name }]) => [key, name])),
        segments: new Map(rows.map(({ segment }) => [segment.key, segment.name])),
      },
      segments: new Set(rows.map(({ segment }) => segment.key)),
      lists: new Set(rows.flatMap(({ segment }) => (segment.kind === 'static' ? [segment.key] : []))),
      requestSegments: new Set(rows.filter(({ atMost }) => atMost).map(({ segment }) => segment.key)),
    };
  };

/** A person as webhooks tell about them: an address that is only claimed is nobody's. */
export const createCalledPerson =
  (profiles: Pick<Profiles, 'get'>) =>
  async (profileId: string, tx?: Tx): Promise<CalledPerson | undefined> => {
    const profile = await profiles.get(profileId, tx);
    if (!profile) return undefined;
    const { id, userId, email, traits } = profile;
    return { id, userId, email, traits };
  };

/** What steps may change of a person: traits, tags and the lists somebody puts people in. */
export const createOurPeople = (
  profiles: Pick<Profiles, 'applyTraits' | 'setList' | 'removeList'>,
  tags: Pick<Tags, 'put'>,
): OurPeople => ({
  applyTraits: profiles.applyTraits,
  setTag: tags.put,
  async setMember(tx, profileId, segment, on) {
    const change = on ? profiles.setList : profiles.removeList;
    await change(tx, profileId, staticListId(segment));
    return true;
  },
});

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
      { messageId: `sent:${effect.id}`, profileId: profile.id, name: EMAIL_SENT, at: now(), properties },
    ]);
  };

/** Whom a call of another program is about: a name that nobody has yet makes somebody, as an event under it would. */
export const createPersonFor =
  (profiles: Pick<Profiles, 'get' | 'resolve'>, now: Clock) =>
  async (tx: Tx, person: CalledFor): Promise<string | undefined> =>
    'profileId' in person
      ? (await profiles.get(person.profileId, tx))?.id
      : profiles.resolve(tx, { ...person, proven: true, at: now() });

type ReadCredentials = (headers: IncomingHttpHeaders, body: JsonObject) => { readonly writeKey?: string };

/** Throws for whoever shows no server key, or shows one from a page in a browser. */
export const createServersOnly =
  (keys: Pick<Keys, 'find'>, credentialsOf: ReadCredentials) =>
  async (ctx: Context, inBody: string | undefined): Promise<void> => {
    const { writeKey } = credentialsOf(ctx.req.headers, inBody === undefined ? {} : { writeKey: inBody });
    const key = writeKey === undefined ? undefined : await keys.find(writeKey);
    if (!key)
      throw new PluginError(
        'unauthorized',
        'Wanted a server key: Basic auth, Bearer, or writeKey in the body.',
      );
    if (key.kind !== 'server' || ctx.req.headers.origin !== undefined) {
      throw new PluginError(
        'forbidden',
        'Flows are started with a server key, which never stands in a browser.',
      );
    }
  };
