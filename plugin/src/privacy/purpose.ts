/** What a person may be asked about. Each is a yes or a no of its own. */
export const PURPOSES = ['analytics', 'personalisation', 'marketing', 'advertising'] as const;

export type Purpose = (typeof PURPOSES)[number];

/** The newest yes or no to one purpose: when it was given (epoch ms) and where (`banner`, `checkout`, `unsubscribe`). */
export interface ConsentDecision {
  readonly granted: boolean;
  readonly at: number;
  readonly source: string;
  /** The device whose word this is, where nobody proved who was speaking. */
  readonly device?: string;
}

/** What a person has said so far; a purpose that is missing was never answered. */
export type Consent = Readonly<Partial<Record<Purpose, ConsentDecision>>>;
