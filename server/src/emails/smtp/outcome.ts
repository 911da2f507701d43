import type { SendOutcome } from '../../../../plugin/src';

/** What nodemailer's errors carry. */
export interface SmtpError extends Error {
  readonly code?: string;
  /** The server's answer, as 550. */
  readonly responseCode?: number;
  readonly response?: string;
  /** The command that was answered: `RCPT TO`, `DATA`, `AUTH PLAIN`, `CONN`. */
  readonly command?: string;
}

/** Faults of our own connection or account: no fault of this mail, so it waits however the server puts it. */
const OURS = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|API)/;

/**
 * What an error means for the mail. `started` says whether a byte of the mail was handed over: from then on only
 * an answer of the server can tell that it was not taken.
 */
export const outcomeOf = (error: SmtpError, started: boolean): SendOutcome => {
  const { responseCode: status, code = 'ERROR', command = '' } = error;
  if (status !== undefined && status >= 400) {
    const reason = `smtp ${[status, enhancedCode(error.response), code].filter(Boolean).join(' ')}`;
    const final = status >= 500 && !OURS.test(command) && code !== 'EAUTH';
    return { outcome: final ? 'failed' : 'retry', reason };
  }
  if (started) return { outcome: 'unknown', reason: `no answer after the mail was handed over (${code})` };
  // Refused by nodemailer before it asked anybody: an address that is none, a mail larger than the server takes.
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return { outcome: 'failed', reason: `not sendable (${code})` };
  return { outcome: 'retry', reason: `no connection (${code})` };
};

/** RFC 3463, as 5.1.1; the rest of the line often holds the address. */
const enhancedCode = (response: string | undefined): string =>
  /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response ?? '')?.[0] ?? '';
