/** The time zone of whoever sits before the panel. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Those that can be chosen. */
export const zones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];
