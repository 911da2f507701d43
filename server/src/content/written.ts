import type { Field, Shape, Shapes } from './shape';
import { isPlain, type Plain } from './plain';

/** A component in what is written, or in what stands stored. */
export interface Item {
  readonly value: Plain;
  readonly shape: Shape;
  /** With indexes: `sections.0`. */
  readonly path: string;
  readonly place: Place;
}

/** As roles name where something stands: without indexes, and no deeper than a zone, which is one field for them. */
export interface Place {
  readonly name: string;
  readonly isZone: boolean;
}

export const TOP = { path: '', place: { name: '', isZone: false } } as const;

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

export const placeIn = (place: Place, name: string, kind: Field['kind']): Place =>
  place.isZone ? place : { name: joined(place.name, name), isZone: kind === 'zone' };

type Parts = Extract<Field, { readonly kind: 'zone' | 'component' }>;

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];

/** Finds the components that have an audience, or have one inside. */
export const createWritten = (shapes: Shapes) => {
  const carrying = (field: Field | undefined): field is Parts =>
    field?.kind === 'zone'
      ? field.components.some(shapes.carries)
      : field?.kind === 'component' && shapes.carries(field.uid);

  /** Those in one field of what stands here. */
  const itemsOf = (
    value: Plain,
    name: string,
    field: Parts,
    at: Pick<Item, 'path' | 'place'>,
  ): readonly Item[] => {
    const path = joined(at.path, name);
    const place = placeIn(at.place, name, field.kind);
    const child = value[name];
    return listOf(child).flatMap((item, index) => {
      if (!isPlain(item)) return [];
      const shape = shapes.of(field.kind === 'component' ? field.uid : String(item.__component));
      const own = Array.isArray(child) ? `${path}.${index}` : path;
      return shape ? [{ value: item, shape, path: own, place }] : [];
    });
  };

  /** Those right inside. */
  const inside = ({ value, shape, ...at }: Item): readonly Item[] =>
    [...shape.fields].flatMap(([name, field]) => (carrying(field) ? itemsOf(value, name, field, at) : []));

  return { carrying, itemsOf, inside };
};
