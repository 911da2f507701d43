/** What the plugin writes into a person's history about what it did itself: sent to them, not done by them. */
export const EMAIL_SENT = 'Email Sent';

/** All such names. */
export const OUR_EVENTS: readonly string[] = [EMAIL_SENT];

/** Whether events of this name tell of what we did. Nobody was there for one: `*` leaves them out. */
export const isOurs = (name: string): boolean => OUR_EVENTS.includes(name);

/** Whether an event of a name is one of those that are wanted: of one name, or whatever they did. */
export const isNamed = (name: string, wanted: string): boolean =>
  wanted === name || (wanted === '*' && !isOurs(name));
