import {
  createRegistry,
  PluginError,
  type EmailTransport,
  type EmailTransportDefinition,
} from '../../../plugin/src';
import { smtpTransport } from './smtp/definition';

export interface OpenedTransport {
  readonly kind: string;
  readonly label: string;
  /** Undefined where nothing is set up. */
  readonly transport: EmailTransport | undefined;
  readonly target: string;
  /** What is missing, in words. */
  readonly fault: string | null;
}

const NOT_SET =
  'No mail server is set. Name one in config/plugins as `email.transport`, or in the environment as SMTP_URL; mails wait until then.';

/**
 * `email.transport` is an address (`smtp://…`), nodemailer's options, or `{ kind, … }` for a transport of an
 * extension; `email.dkim` signs over SMTP. Wrong options stop the boot with their path; none at all do not.
 */
export const openTransport = (
  configured: unknown,
  dkim: unknown,
  extensions: readonly EmailTransportDefinition[] = [],
): OpenedTransport => {
  const registry = createRegistry('e-mail transport', [smtpTransport, ...extensions]);
  if (configured === undefined || configured === '') {
    return {
      kind: smtpTransport.kind,
      label: smtpTransport.label,
      transport: undefined,
      target: '',
      fault: NOT_SET,
    };
  }
  const given = typeof configured === 'string' ? { url: configured } : configured;
  const { kind = 'smtp', ...rest } = given as { kind?: string };
  const options = kind === 'smtp' && dkim !== undefined ? { dkim, ...rest } : rest;
  const definition = registry.get(kind);
  const parsed = definition.options.safeParse(options);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) =>
      [['email.transport', ...path].join('.'), message].join(': '),
    );
    throw new PluginError('invalid', faults.join('\n'));
  }
  const transport = definition.open(parsed.data);
  return { kind, label: definition.label, transport, target: transport.target, fault: null };
};
