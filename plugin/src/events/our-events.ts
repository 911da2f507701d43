/** What the plugin writes into a person's history about what it did itself: sent to them, not done by them. */
export const EMAIL_SENT = 'Email Sent';

const OURS: ReadonlySet<string> = new Set([EMAIL_SENT]);

/** Whether events of this name tell of what we did. Nobody was there for one: `*` leaves them out. */
export const isOurs = (name: string): boolean => OURS.has(name);
