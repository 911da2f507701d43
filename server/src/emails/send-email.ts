import { isJsonObject, mailboxOf, PURPOSES, type JsonObject, type Purpose } from '../../../plugin/src';
import type { Delivery, EffectHandler, OutboxEffect } from '../flows';
import type { Clock, Tx } from '../ports';
import { problemLine, type Composer } from './composer';
import type { ClaimedMailStore, EmailStore, KeptMailStore, StoredEmail } from './email-store';
import type { Links, ReaderLinks } from './links';
import type { Recipient } from './mail-context';
import type { Mailer } from './mailer';
import type { Rendering } from './rendering/renderer';
import { trackLinks } from './track';

/** What sending asks of the slices before it on the ring. */
export interface Permission {
  mayReach(tx: Tx, profileId: string, purpose: Purpose): Promise<boolean>;
  isSuppressed(tx: Tx | null, address: string): Promise<boolean>;
  /** Keyed: the same word for the same address. */
  hashOf(address: string): string;
}

/** The person behind a profile, with the address that mails go to; undefined when there is none. */
export type FindRecipient = (profileId: string, tx?: Tx) => Promise<Recipient | undefined>;

interface Needs {
  readonly store: Pick<EmailStore, 'find'>;
  readonly claimed: ClaimedMailStore;
  readonly kept: Pick<KeptMailStore, 'put'>;
  readonly recipientOf: FindRecipient;
  readonly permission: Permission;
  readonly composer: Composer;
  readonly mailer: Mailer;
  readonly links: Links;
  /** The token that brings somebody's cart back. */
  readonly recovery: (profileId: string, cartId: string) => string;
  readonly now: Clock;
}

const DAY = 86_400_000;
/** A claimed address may be anybody's: more mails a day than this never go there, whoever claims it how often. */
export const CLAIMED_MAILS_A_DAY = 3;

interface Wish {
  readonly template: string;
  /** Null for a mail that needs no consent, as a receipt. */
  readonly purpose: Purpose | null;
  readonly about: JsonObject | null;
  readonly codes: Readonly<Record<string, string>>;
}

/** What a mail is made of. */
interface Parts {
  readonly wish: Wish;
  readonly email: StoredEmail;
  readonly recipient: Recipient;
}

type Missing = Extract<Delivery, { readonly outcome: 'failed' | 'skipped' }>;

/** Sends the mails that flows ask for. What it checks is read again at each claim; what it sends is what preview shows. */
export const createSendEmail = (needs: Needs): EffectHandler => {
  const { store, claimed, kept, recipientOf, permission, composer, mailer, links, recovery, now } = needs;

  /** Whom it goes to, of which template; otherwise why it cannot go. */
  const partsOf = async ({ profileId, payload }: OutboxEffect): Promise<Parts | Missing> => {
    const wish = wishOf(payload);
    const [email, recipient] = await Promise.all([store.find(wish.template), recipientOf(profileId)]);
    if (!email) return { outcome: 'failed', reason: 'the template is gone' };
    if (!recipient) return { outcome: 'skipped', reason: 'no address' };
    return { wish, email, recipient };
  };

  const render = (
    { wish: { about, codes }, email, recipient }: Parts,
    readerLinks: ReaderLinks,
    bring?: typeof recovery,
  ) =>
    composer.forPerson({
      ...{ source: email, version: `${email.id}:${email.revision}`, recipient, about, codes },
      ...{ links: readerLinks, recovery: bring },
    });

  return {
    async check(tx, effect) {
      const { purpose } = wishOf(effect.payload);
      const recipient = await recipientOf(effect.profileId, tx);
      if (!recipient) return { skip: 'no address' };
      if (await permission.isSuppressed(tx, recipient.address)) return { skip: 'suppressed' };
      if (purpose !== null && !(await permission.mayReach(tx, recipient.profileId, purpose))) {
        return { skip: `no consent to ${purpose}` };
      }
      if (recipient.proven) return 'go';
      // By the mailbox: the tags of one address are no end of addresses.
      const mailbox = permission.hashOf(mailboxOf(recipient.address));
      const mail = { effectId: effect.id, mailboxHash: mailbox, at: now() };
      const counted = await claimed.count(tx, mail, now() - DAY, CLAIMED_MAILS_A_DAY);
      return counted ? 'go' : { skip: 'three mails a day to an address that is only claimed' };
    },

    async deliver(effect): Promise<Delivery> {
      const parts = await partsOf(effect);
      if ('outcome' in parts) return parts;
      const { wish, email, recipient } = parts;

      const { profileId, address } = recipient;
      const unsubscribe = wish.purpose === null ? '' : links.unsubscribe({ profileId, address });
      const confirm = links.confirm({ profileId, address });
      const rendering = await render(parts, { unsubscribe, confirm }, recovery);
      if (!rendering.ok) return { outcome: 'failed', reason: faultOf(rendering) };
      const through = (url: string) =>
        links.click({ effectId: effect.id, profileId, template: email.key, url });
      const mail = trackLinks(rendering.mail, through, new Set([unsubscribe, confirm]));
      const outcome = await mailer.send({
        id: effect.id,
        to: address,
        mail,
        ...(unsubscribe && { unsubscribe }),
      });
      if (outcome.outcome !== 'sent') return outcome;
      // Without the tracking: whoever looks at the copy must not be counted as the one it went to.
      const copy = { effectId: effect.id, profileId, template: email.key, at: now(), mail: rendering.mail };
      return { ...outcome, keep: (tx) => kept.put(tx, copy) };
    },

    async preview(effect) {
      const parts = await partsOf(effect);
      if ('outcome' in parts) return parts.reason;
      const { unsubscribe, confirm } = links.example;
      const isService = parts.wish.purpose === null;
      const rendering = await render(parts, { unsubscribe: isService ? '' : unsubscribe, confirm });
      return rendering.ok ? { ...rendering.mail, template: parts.email.key } : faultOf(rendering);
    },
  };
};

const faultOf = ({ problems }: Extract<Rendering, { readonly ok: false }>): string =>
  `template: ${problemLine(problems[0]!)}`;

const wishOf = (payload: JsonObject): Wish => {
  const purpose = PURPOSES.find((known) => known === payload.purpose);
  const trigger = payload.trigger;
  const properties = isJsonObject(trigger) ? trigger.properties : undefined;
  return {
    template: typeof payload.template === 'string' ? payload.template : '',
    // Only an explicit null needs no consent: anything unreadable asks for the strictest.
    purpose: payload.purpose === null ? null : (purpose ?? 'marketing'),
    about: isJsonObject(properties) ? properties : null,
    codes: isJsonObject(payload.codes)
      ? Object.fromEntries(Object.entries(payload.codes).map(([step, code]) => [step, String(code)]))
      : {},
  };
};
