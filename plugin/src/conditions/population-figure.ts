import type { Json } from '../json';
import type { EventFigure, ScoreName } from './condition';

/** What is compared among all people: one of a trait, a score and an event's figure. */
export interface PopulationFigure {
  readonly trait?: string;
  readonly name?: ScoreName;
  readonly figure?: EventFigure & { readonly of?: EventFigure };
}

const sorted = (value: unknown): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

/** The same text for the same figure, in whatever order its parts were written. */
export const populationKey = ({ trait, name, figure }: PopulationFigure): string =>
  JSON.stringify(sorted({ trait, name, figure }));
