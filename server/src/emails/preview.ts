import { PluginError, type EmailProblem, type EmailSource, type JsonObject } from '../../../plugin/src';
import type { NewId } from '../ports';
import type { Composer } from './composer';
import type { EmailStore, StoredEmail } from './email-store';
import type { Links } from './links';
import type { Mailer } from './mailer';
import type { RenderedMail, Rendering } from './rendering/renderer';
import type { FindRecipient } from './send-email';

export interface Preview extends RenderedMail {
  readonly problems: readonly EmailProblem[];
}

export interface Previews {
  preview(given: { template?: string; source?: EmailSource; profileId?: string }): Promise<Preview>;
  /** To one address, as it would be sent but for the tracking. */
  test(given: { template: string; to: string; profileId?: string }): Promise<{ messageId: string }>;
}

interface Needs {
  readonly store: Pick<EmailStore, 'find'>;
  readonly composer: Composer;
  readonly recipientOf: FindRecipient;
  /** This person's last cart, as events spell it. */
  readonly lastCart: (profileId: string) => Promise<JsonObject | null>;
  readonly mailer: Mailer;
  readonly links: Pick<Links, 'example'>;
  readonly isHeld: () => Promise<boolean>;
  readonly newId: NewId;
}

export const createPreviews = (needs: Needs): Previews => {
  const { store, composer, recipientOf, lastCart, mailer, links, isHeld, newId } = needs;

  const stored = async (template: string): Promise<StoredEmail> => {
    const email = await store.find(template);
    if (!email) throw new PluginError('not-found', 'There is no such e-mail template.');
    return email;
  };
  const render = async (source: EmailSource, profileId: string | undefined): Promise<Rendering> => {
    if (profileId === undefined) return composer.forNobody(source, links.example);
    const recipient = await recipientOf(profileId);
    if (!recipient) throw new PluginError('not-found', 'There is no such person, or they have no address.');
    const about = await lastCart(recipient.profileId);
    return composer.forPerson({ source, recipient, about, links: links.example });
  };

  return {
    async preview({ template, source, profileId }) {
      const rendering = await render(source ?? (await stored(template ?? '')), profileId);
      return rendering.ok
        ? { ...rendering.mail, problems: [] }
        : { subject: '', html: '', text: '', problems: rendering.problems };
    },
    async test({ template, to, profileId }) {
      if (await isHeld()) {
        throw new PluginError(
          'conflict',
          'This installation sends nothing until it is confirmed in Settings: its database comes from another one.',
        );
      }
      const rendering = await render(await stored(template), profileId);
      if (!rendering.ok) {
        throw new PluginError('invalid', 'The template has faults.', { problems: rendering.problems });
      }
      const { messageId, ...sent } = await mailer.send({ id: `test:${newId()}`, to, mail: rendering.mail });
      if (sent.outcome !== 'sent') throw new PluginError('unavailable', `Not sent: ${sent.reason}.`);
      return { messageId };
    },
  };
};
