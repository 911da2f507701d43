export interface HealthLine {
  /** `outbox.oldestAge`: where the figure stands in the report. */
  readonly name: string;
  readonly kind: 'duration' | 'count' | 'flag' | 'word';
  readonly value: number | boolean | string;
}

/** Shown on its own, as a table. */
const APART = 'rows';

const kindOf = (name: string, value: number | boolean | string): HealthLine['kind'] => {
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'string') return 'word';
  return /(age|lag|ms)$/i.test(name) ? 'duration' : 'count';
};

/** Flattens the report of the slices to lines; what has no value now is left out. */
export const healthFigures = (parts: Readonly<Record<string, unknown>>, above = ''): readonly HealthLine[] =>
  Object.entries(parts).flatMap(([key, value]): readonly HealthLine[] => {
    const name = `${above}${key}`;
    if (name === APART || value === null || value === undefined) return [];
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
      return [{ name, kind: kindOf(name, value), value }];
    return typeof value === 'object' ? healthFigures(value as Record<string, unknown>, `${name}.`) : [];
  });

/** `outbox.oldestAge` -> `Outbox oldest age`: for a figure that nobody has translated. */
export const wordsOf = (name: string): string => {
  const words = name
    .replace(/[._]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
