const two = (part: number): string => String(part).padStart(2, '0');

/** What a picker shows, as a moment without a zone: `2026-12-01T09:00`. */
export const localOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

/** The same for a picker, which knows no other zone than the browser's. */
export const dateOfLocal = (local: string | undefined): Date | undefined => {
  const date = local === undefined ? undefined : new Date(local);
  return date && Number.isFinite(date.getTime()) ? date : undefined;
};
