import { z } from 'zod';

import { defineEmailTransport } from '../../../../plugin/src';
import { openSmtp } from './smtp-transport';

const dkim = z.looseObject({
  domainName: z.string().min(1),
  keySelector: z.string().min(1),
  privateKey: z.string().min(1),
});

/** nodemailer's own options, or an address; what is not named here is passed on to it. */
export const smtpOptions = z
  .looseObject({
    url: z
      .string()
      .regex(/^smtps?:\/\//, 'An address of a mail server begins with smtp:// or smtps://.')
      .optional(),
    host: z.string().min(1).optional(),
    port: z.int().min(1).max(65535).optional(),
    service: z.string().optional().describe('a name that nodemailer knows, as "Mailgun"'),
    secure: z.boolean().optional().describe('TLS from the first byte (port 465)'),
    auth: z.record(z.string(), z.unknown()).optional(),
    maxConnections: z.int().min(1).max(100).default(5),
    dkim: dkim.optional(),
  })
  .refine(
    ({ url, host, service }) => url !== undefined || host !== undefined || service !== undefined,
    'Name the mail server: `url`, `host` or `service`.',
  );

export type SmtpOptions = z.output<typeof smtpOptions>;

export const smtpTransport = defineEmailTransport({
  kind: 'smtp',
  label: 'SMTP',
  options: smtpOptions,
  open: openSmtp,
});
