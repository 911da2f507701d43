/** The kinds of name a person may be known by. `external` is `<connection id>:<the CRM's id>`. */
export const IDENTITY_KINDS = ['anonymousId', 'userId', 'email', 'external'] as const;

export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** Addresses are compared in lower case, without the spaces that forms bring along. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();
