import type { UID } from '@strapi/strapi';

import { cartProperties, type EmailTransportDefinition } from '../../../../plugin/src';
import type { Carts } from '../../carts';
import type { Events } from '../../events';
import type { EffectHandler, HearTrialClick } from '../../flows';
import type { Audit, Privacy } from '../../privacy';
import type { Profiles } from '../../profiles';
import type { Environment } from '../../settings';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import {
  createAsks,
  createClicks,
  createComposer,
  createConfirming,
  createEmails,
  createLinks,
  createMailer,
  createPreviews,
  createRenderer,
  createSendEmail,
  createUnsubscribing,
  openTransport,
  type Shop,
  unknownLinkPage,
  type AgreeToMarketing,
  type Click,
  type Emails,
  type EndMarketing,
  type FindRecipient,
} from '..';
import { createAddresses } from './addresses';
import { createStrapiCatalogue } from './catalogue';
import { createKnexClaimedMailStore } from './claimed-mail-store';
import { createKnexEmailStore } from './email-store';
import { createKnexKeptMailStore } from './kept-mail-store';
import { emailHandlers } from './handlers';
import { readShipped } from './shipped-files';

export interface EmailsFace {
  /** Carries out the effects of kind `send-email`. */
  readonly sendEmail: EffectHandler;
  /** What the shop calls its products, by id. */
  readonly productNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Templates that exist, by key: a flow that names another is not published. */
  readonly templatesNamed: Emails['named'];
}

interface Needs {
  readonly carts: Pick<Carts, 'of'> & Shop & { tokenFor(profileId: string, cartId: string): string };
  readonly profiles: Profiles;
  readonly privacy: Privacy;
  readonly events: Events;
  readonly environment: Environment;
  /** Whether a click is of a trial, which alone hears it. */
  readonly hearTrialClick: HearTrialClick;
  /** Writes down who looked at whom. */
  readonly look: Audit['look'];
  /** The names of the flows that send this template. */
  readonly usedBy: (templateKey: string) => Promise<readonly string[]>;
  readonly transports?: readonly EmailTransportDefinition[];
}

const recipients =
  (profiles: Profiles): FindRecipient =>
  async (profileId, tx) => {
    const profile = await profiles.get(profileId, tx);
    const address = profile?.email ?? profile?.claimedEmail;
    if (!profile || !address) return undefined;
    return { profileId: profile.id, address, proven: profile.email !== null, traits: profile.traits };
  };

const recordClick =
  ({ transact }: Rim, { profiles, privacy, events, hearTrialClick }: Needs) =>
  (click: Click): Promise<void> =>
    transact(async (tx) => {
      // Locked: an erasure that comes between would leave the event behind.
      const profile = await profiles.lock(tx, click.profileId);
      if (!profile) return;
      const [run = ''] = click.effectId.split(':');
      const properties = {
        email_id: click.template,
        link_url: click.url,
        effect_id: click.effectId,
        run_id: run,
      };
      const { messageId, at } = click;
      const clicked = { name: 'Email Clicked', at, properties };
      if (await hearTrialClick(tx, profile.id, clicked)) return;
      if (!privacy.allows(profile.consent, 'analytics')) return;
      await events.record(tx, [{ ...clicked, messageId, profileId: profile.id }]);
    });

/** The yes ends where the mail was for, and with whoever is proven to own the mailbox it arrived in. */
const endMarketing =
  ({ now }: Rim, { profiles, privacy }: Needs): EndMarketing =>
  async (tx, profileId, address) => {
    const owner = await profiles.find({ kind: 'email', value: address }, tx);
    for (const id of new Set([profileId, ...(owner ? [owner.id] : [])])) {
      await privacy.record(tx, id, { marketing: false }, { source: 'unsubscribe', at: now() });
    }
    await privacy.suppress(tx, address, 'unsubscribed');
  };

/** Whoever presses the button of the page reads the mailbox that the link was sent to. */
const agreeToMarketing =
  ({ now, secrets }: Rim, { profiles, privacy, events }: Needs): AgreeToMarketing =>
  async (tx, profileId, address) => {
    const profile = await profiles.lock(tx, profileId);
    const isTheirs = profile && [profile.email, profile.claimedEmail].includes(address);
    if (!isTheirs) return false;
    const at = now();
    await privacy.record(tx, profile.id, { marketing: true }, { source: 'double opt-in', at });
    // As everything that is told of somebody: only where they let themselves be measured.
    if (!privacy.allows(profile.consent, 'analytics')) return true;
    const day = Math.floor(at / 86_400_000);
    const messageId = `confirm-${secrets.hash('confirm', `${profile.id}\n${address}\n${day}`).slice(0, 40)}`;
    await events.record(tx, [
      { messageId, profileId: profile.id, name: 'Email Confirmed', at, properties: {} },
    ]);
    return true;
  };

export const composeEmails = (rim: Rim, needs: Needs): SliceParts<EmailsFace> => {
  const { strapi, db, transact, now, newId, log, secrets, config } = rim;
  const { profiles, privacy, carts, environment, usedBy, transports = [] } = needs;
  const addresses = createAddresses(rim);
  const shipped = readShipped();
  const store = createKnexEmailStore(db);
  const kept = createKnexKeptMailStore(db);
  const opened = openTransport(config.email.transport ?? process.env.SMTP_URL, config.email.dkim, transports);

  const renderer = createRenderer({ ...shipped, siteUrl: addresses.site });
  const catalogue = createStrapiCatalogue({
    strapi,
    config: config.catalogue,
    siteUrl: addresses.site,
    mediaUrl: addresses.server,
    log,
  });
  const site = { name: addresses.siteName, url: addresses.site };
  const composer = createComposer({ renderer, catalogue, carts, site });
  const mailer = createMailer({ transport: opened.transport, from: addresses.from, secrets });
  const links = createLinks({ secrets, baseUrl: addresses.endpoints });
  const recipientOf = recipients(profiles);
  const emails = createEmails({
    store,
    renderer,
    asks: createAsks(shipped.partials),
    shipped: shipped.emails,
    usedBy,
    now,
    newId,
  });

  const lastCart = async (profileId: string) => {
    const [newest] = await carts.of(profileId);
    return newest ? cartProperties(newest) : null;
  };
  const sendLine = async (to: string) => {
    const line = 'This mail was sent from the settings page to see whether mails arrive. They do.';
    const mail = { subject: 'A test from Attune', html: `<p>${line}</p>`, text: line };
    const sent = await mailer.send({ id: `test:${newId()}`, to, mail });
    return sent.outcome === 'sent' ? undefined : sent.reason;
  };

  return {
    face: {
      sendEmail: createSendEmail({
        store,
        claimed: createKnexClaimedMailStore(),
        kept,
        recipientOf,
        permission: privacy,
        composer,
        mailer,
        links,
        recovery: carts.tokenFor,
        now,
      }),
      templatesNamed: emails.named,
      async productNames(ids) {
        if (strapi.contentTypes[config.catalogue.type as UID.ContentType] === undefined) return new Map();
        return new Map((await catalogue.find(ids)).map(({ id, name }) => [id, name]));
      },
    },
    served: emailHandlers({
      emails,
      previews: createPreviews({
        store,
        composer,
        recipientOf,
        lastCart,
        mailer,
        links,
        isHeld: environment.isHeld,
        newId,
      }),
      unsubscribing: createUnsubscribing({
        links,
        endMarketing: endMarketing(rim, needs),
        transact,
        siteName: site.name,
      }),
      confirming: createConfirming({
        links,
        agree: agreeToMarketing(rim, needs),
        transact,
        siteName: site.name,
      }),
      clicks: createClicks({ links, record: recordClick(rim, needs), secrets, now, log }),
      notFoundPage: unknownLinkPage,
      opened,
      from: addresses.from,
      kept,
      look: needs.look,
      isHeld: environment.isHeld,
      sendLine,
    }),
    async start() {
      await emails.seed();
      if (opened.fault) log.warn(opened.fault);
    },
    drain: async () => opened.transport?.close(),
    health: async () => ({ mailTransport: opened.fault === null ? 'set' : 'missing' }),
  };
};
