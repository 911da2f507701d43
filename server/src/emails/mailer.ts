import type { EmailTransport, OutgoingMail, SendOutcome } from '../../../plugin/src';
import type { Secrets } from '../ports';
import type { RenderedMail } from './rendering/renderer';

export interface Mailer {
  readonly from: string;
  messageIdOf(effectId: string): string;
  send(mail: {
    readonly id: string;
    readonly to: string;
    readonly mail: RenderedMail;
    /** Where one click ends it (RFC 8058); left out for a mail that cannot be unsubscribed from. */
    readonly unsubscribe?: string;
  }): Promise<SendOutcome & { readonly messageId: string }>;
}

interface Needs {
  /** Undefined where none is set up: every mail waits. */
  readonly transport: EmailTransport | undefined;
  readonly from: string;
  readonly secrets: Secrets;
}

/** One address and nothing else: no list, no display name, no second line. */
const ADDRESS = /^[^\s@<>,;:()"\\[\]\p{Cc}]+@[^\s@<>,;:()"\\[\]\p{Cc}]+$/u;

export const createMailer = ({ transport, from, secrets }: Needs): Mailer => {
  const domain = /@([^\s<>@]+?)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const messageIdOf = (effectId: string): string =>
    `<${secrets.hash('message-id', effectId).slice(0, 40)}@${domain}>`;

  return {
    from,
    messageIdOf,
    async send({ id, to, mail, unsubscribe }) {
      const messageId = messageIdOf(id);
      if (!ADDRESS.test(to)) return { messageId, outcome: 'failed', reason: 'not an address' };
      if (!transport) return { messageId, outcome: 'retry', reason: 'no mail server is set up' };
      const outgoing: OutgoingMail = {
        messageId,
        from,
        to,
        ...mail,
        headers: unsubscribe === undefined ? {} : oneClick(unsubscribe),
      };
      return { messageId, ...(await transport.send(outgoing)) };
    },
  };
};

/** RFC 8058, section 3.1. */
const oneClick = (url: string): Record<string, string> => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
