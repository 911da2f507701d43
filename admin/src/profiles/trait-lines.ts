export interface TraitLine {
  /** `plan.seats` */
  readonly path: string;
  readonly value: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Traits flattened to lines, in the order of their paths; what was taken back (null) is left out. */
export const traitLines = (traits: Readonly<Record<string, unknown>>, above = ''): readonly TraitLine[] =>
  Object.entries(traits)
    .filter(([, value]) => value !== null && value !== undefined)
    .flatMap(([key, value]): readonly TraitLine[] =>
      isRecord(value)
        ? traitLines(value, `${above}${key}.`)
        : [{ path: `${above}${key}`, value: shown(value) }],
    )
    .sort((a, b) => a.path.localeCompare(b.path));
