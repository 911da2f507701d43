import { createRequire } from 'node:module';
import { join } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM'];

/**
 * maildev: a real SMTP server that keeps what it gets, and a page that shows it.
 * It brings its own handlers of signals, which end the process at once: ours end everything in order.
 */
export const startMailbox = async ({ root, host, smtpPort, pagePort, dataDir }) => {
  const require = createRequire(join(root, 'examples', 'shop', 'package.json'));
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const MailDev = require('maildev');
  const mailbox = MailDev({
    smtp: smtpPort,
    web: pagePort,
    ip: host,
    webIp: host,
    silent: true,
    mailDirectory: join(dataDir, 'mail'),
  });
  for (const [i, signal] of SIGNALS.entries()) {
    for (const listener of process.listeners(signal)) {
      if (!before[i].includes(listener)) process.removeListener(signal, listener);
    }
  }
  // maildev 2.2.0's own listen() throws once it listens (it names a variable that does not exist).
  await new Promise((resolve, reject) => {
    mailbox.smtp.on('error', reject);
    mailbox.smtp.listen(smtpPort, host, resolve);
  });

  const all = () =>
    new Promise((resolve, reject) =>
      mailbox.getAllEmail((error, mails) => (error ? reject(error) : resolve(mails))),
    );

  return {
    /** Every mail to this address, the oldest first. */
    async to(address) {
      const mails = await all();
      return mails.filter(({ to }) => to.some((receiver) => receiver.address === address));
    },
    stop: () => new Promise((resolve) => mailbox.close(() => resolve())),
  };
};
