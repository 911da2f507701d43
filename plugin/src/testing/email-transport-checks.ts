import type { EmailTransport, OutgoingMail } from '../emails';
import { wants, type Check } from './check';

/** A transport together with what arrives at the other end of it. */
export interface Mailbox {
  readonly transport: EmailTransport;
  /** The mails that have arrived, decoded; headers by lower-case name. */
  received(): readonly {
    readonly headers: Readonly<Record<string, string>>;
    readonly text: string;
    readonly html: string;
  }[];
  /** Makes the other end refuse what follows, for ever or for now. */
  refuse(how: 'for ever' | 'for now'): void;
}

const mail: OutgoingMail = {
  messageId: '<run.step.1@example.com>',
  from: 'Shop <shop@example.com>',
  to: 'somebody@example.com',
  subject: 'Grüße, with an accent',
  html: '<p>Hello</p>',
  text: 'Hello',
  headers: {
    'List-Unsubscribe': '<https://example.com/u>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
};

/** What every e-mail transport holds to. Each check opens its own mailbox, and closes its transport. */
export const emailTransportChecks = (open: () => Promise<Mailbox>): readonly Check[] => {
  const using = (work: (mailbox: Mailbox) => Promise<void>) => async () => {
    const mailbox = await open();
    try {
      await work(mailbox);
    } finally {
      await mailbox.transport.close();
    }
  };
  return [
    {
      name: 'names its target without a password, and reaches it',
      run: using(async ({ transport }) => {
        wants(transport.target.trim() !== '' && !transport.target.includes('@'), 'The target shows a login.');
        await transport.verify();
      }),
    },
    {
      name: 'delivers a mail whole: Message-ID, both parts, every header',
      run: using(async ({ transport, received }) => {
        const { outcome } = await transport.send(mail);
        wants(outcome === 'sent', `The outcome was "${outcome}".`);
        const [arrived] = received();
        wants(arrived?.headers['message-id'] === mail.messageId, 'The Message-ID has changed on the way.');
        wants(arrived?.html.includes(mail.html) === true, 'The HTML part did not arrive.');
        wants(arrived?.text.includes(mail.text) === true, 'The plain text did not arrive.');
        for (const [name, value] of Object.entries(mail.headers)) {
          wants(arrived?.headers[name.toLowerCase()] === value, `The header ${name} did not arrive.`);
        }
      }),
    },
    {
      name: 'tells a refusal for ever from a refusal for now, and throws at neither',
      run: using(async ({ transport, refuse }) => {
        refuse('for ever');
        wants((await transport.send(mail)).outcome === 'failed', 'A refusal for ever is "failed".');
        refuse('for now');
        wants((await transport.send(mail)).outcome === 'retry', 'A refusal for now is "retry".');
      }),
    },
  ];
};
