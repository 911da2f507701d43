import type { z } from 'zod';

import type { Definition, Extension } from '../registry';

/** A mail ready to leave. The Message-ID is the same each time this mail is tried. */
export interface OutgoingMail {
  /** With its angle brackets. */
  readonly messageId: string;
  readonly from: string;
  /** One address. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * How an attempt ended. `retry`: certainly not taken, and another time it may be. `failed`: certainly not taken,
 * and never will be. `unknown`: the server may have it; it must not be sent again unless a person says so.
 */
export type SendOutcome =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'retry' | 'failed' | 'unknown'; readonly reason: string };

export interface EmailTransport {
  /** Where mails go, as an administrator may read it: no user, no password. */
  readonly target: string;
  /** Never throws. A reason holds codes, never an address. */
  send(mail: OutgoingMail): Promise<SendOutcome>;
  /** Reaches the server and logs in; throws with a sentence for the administrator. */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/** One way for mails to leave the house. */
export interface EmailTransportDefinition<Options = never> extends Definition {
  /** What `email.transport` holds beside `kind`. */
  readonly options: z.ZodType<Options>;
  /** Connects to nothing yet. */
  open(options: Options): EmailTransport;
}

/** Declares a transport. Third parties pass theirs to the plugin's `extensions`. */
export const defineEmailTransport = <Options>(
  definition: EmailTransportDefinition<Options>,
): EmailTransportDefinition & Extension =>
  ({ ...definition, point: 'email-transport' }) as unknown as EmailTransportDefinition & Extension;
