import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import type { Json } from '../../../../plugin/src/json';

/** How often a name was seen, and among how many. */
export interface Seen {
  readonly what: 'event' | 'property' | 'trait' | 'tag';
  readonly count: number;
  /** So often at least. */
  readonly atLeast?: boolean;
  readonly of?: number;
}

/** A name that is offered. */
export interface PickableName {
  readonly name: string;
  /** Shown in place of the name. */
  readonly label?: string;
  readonly seen?: Seen;
  /** A few values that were really seen. */
  readonly examples?: readonly Json[];
}

/** One whose values are known too. */
export interface TestName extends PickableName {
  readonly examples: readonly Json[];
  /** Its value is a list, and the examples are what may be in it. */
  readonly isList?: boolean;
}

export const eventNames = ({ events }: Vocabulary): readonly PickableName[] =>
  events.map(({ name, count, atLeast }) => ({ name, seen: { what: 'event', count, atLeast } }));

/** What an event says of itself; nothing of one that was never seen. */
export const propertyNames = ({ events }: Vocabulary, event: string): readonly TestName[] => {
  const known = events.find(({ name }) => name === event);
  return (known?.properties ?? []).map(({ count, ...name }) => ({
    ...name,
    seen: { what: 'property', count, of: known?.looked },
  }));
};

export const traitNames = ({ traits, people }: Vocabulary): readonly TestName[] =>
  traits.map(({ count, ...name }) => ({ ...name, seen: { what: 'trait', count, of: people } }));
