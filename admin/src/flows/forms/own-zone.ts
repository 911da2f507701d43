/** The time zone of whoever sits before the panel. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
