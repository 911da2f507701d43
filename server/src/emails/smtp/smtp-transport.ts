import type { Readable } from 'node:stream';

import { createTransport } from 'nodemailer';

import type { EmailTransport, OutgoingMail, SendOutcome } from '../../../../plugin/src';
import type { SmtpOptions } from './definition';
import { outcomeOf, type SmtpError } from './outcome';

/** nodemailer's own limit on a silent server is ten minutes; a mail in hand that long is a mail in doubt. */
const PATIENCE = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

/**
 * RFC 8058 wants both unsubscribe headers under the signature, and nodemailer's default list leaves one out.
 */
const SIGNED_HEADERS =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:' +
  'List-Unsubscribe:List-Unsubscribe-Post';

/** A pool of SMTP connections by nodemailer. */
export const openSmtp = (options: SmtpOptions): EmailTransport => {
  const { dkim, ...server } = options;
  const transporter = createTransport({
    ...PATIENCE,
    ...server,
    pool: true,
    ...(dkim && { dkim: { headerFieldNames: SIGNED_HEADERS, ...dkim } }),
  });
  const streams = new Map<string, Readable>();

  // nodemailer reads a message only once the server has answered DATA: whether it was read tells an attempt that
  // certainly failed from one whose end nobody knows.
  transporter.use('stream', (mail, done) => {
    const { message, data } = mail;
    const id = String(data.messageId);
    const create = message.createReadStream.bind(message);
    message.createReadStream = (...args) => {
      const stream = create(...args);
      streams.set(id, stream);
      return stream;
    };
    done();
  });

  const send = async (mail: OutgoingMail): Promise<SendOutcome> => {
    try {
      await transporter.sendMail({ ...mail, headers: { ...mail.headers }, textEncoding: 'base64' });
      return { outcome: 'sent' };
    } catch (error) {
      return outcomeOf(error as SmtpError, streams.get(mail.messageId)?.readableDidRead ?? false);
    } finally {
      streams.delete(mail.messageId);
    }
  };

  return {
    target: targetOf(options),
    send,
    async verify() {
      try {
        await transporter.verify();
      } catch (error) {
        throw new Error(inWords(error as SmtpError), { cause: error });
      }
    },
    close: async () => transporter.close(),
  };
};

const targetOf = ({ url, host, port, service }: SmtpOptions): string => {
  if (url !== undefined) {
    const { hostname, port: given, protocol } = new URL(url);
    return `${hostname}:${given || (protocol === 'smtps:' ? 465 : 587)}`;
  }
  return host === undefined ? String(service) : `${host}:${port ?? 587}`;
};

const inWords = ({ code, responseCode }: SmtpError): string => {
  const answer = responseCode === undefined ? '' : ` It answered ${responseCode}.`;
  if (code === 'EAUTH') return `The mail server refused the user name or the password.${answer}`;
  if (code === 'EDNS') return 'The name of the mail server is not known.';
  if (code === 'ETLS') return 'No secure connection came about. Is `secure` right for this port?';
  if (code === 'ETIMEDOUT') return 'The mail server did not answer in time. Is the port right, and open?';
  return `The mail server cannot be reached (${code ?? 'no code'}).${answer}`;
};
