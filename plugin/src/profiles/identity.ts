/** The kinds of name a person may be known by. `external` is `<connection id>:<the CRM's id>`. */
export const IDENTITY_KINDS = ['anonymousId', 'userId', 'email', 'external'] as const;

export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** Addresses are compared in lower case, without the spaces that forms bring along. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

/** Gmail knows its mailboxes without the dots, and under two names (support.google.com/mail/answer/7436150). */
const DOTLESS: ReadonlyMap<string, string> = new Map([
  ['gmail.com', 'gmail.com'],
  ['googlemail.com', 'gmail.com'],
]);

/**
 * The mailbox behind an address, for counting what arrives in it: without `+tag` (RFC 5233), and where dots mean
 * nothing, without dots. Nothing is ever sent to it, and nobody is known by it.
 */
export const mailboxOf = (email: string): string => {
  const address = normaliseEmail(email);
  const at = address.lastIndexOf('@');
  if (at < 1) return address;
  const domain = address.slice(at + 1);
  const [name = ''] = address.slice(0, at).split('+');
  const dotless = DOTLESS.get(domain);
  const local = dotless ? name.replaceAll('.', '') : name;
  // What is all tag or dots is left as it is.
  return local === '' ? address : `${local}@${dotless ?? domain}`;
};
