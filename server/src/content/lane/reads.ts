import type { Field, Shape, Shapes } from '../shape';
import { ANY } from './kept';

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/**
 * Which models a query of Strapi's query engine reads: what it populates, and what its filters and its order look
 * at. Each is noted by its uid; `ANY` where a relation may lead anywhere, or what is asked for is not understood.
 */
export const createReads = (shapes: Shapes) => {
  const query = (uid: string, params: unknown, note: (uid: string) => void): void => {
    note(uid);
    if (!isPlain(params)) return;
    const shape = shapes.of(uid);
    if (!shape) {
      // A model of a plugin's own, without a schema: what it leads to is not known.
      if (params.populate) note(ANY);
      return;
    }
    populate(shape, params.populate, note);
    for (const part of [params.where, params.filters, params.orderBy, params.sort]) named(shape, part, note);
  };

  const populate = (shape: Shape, asked: unknown, note: (uid: string) => void): void => {
    if (!asked) return;
    if (asked === true || asked === '*') {
      for (const field of shape.fields.values()) follow(field, undefined, note);
    } else if (typeof asked === 'string') {
      populate(shape, asked.split(','), note);
    } else if (Array.isArray(asked)) {
      for (const one of asked) populate(shape, typeof one === 'string' ? { [one]: true } : one, note);
    } else if (isPlain(asked)) {
      for (const [name, params] of Object.entries(asked)) {
        if (!params) continue;
        const field = shape.fields.get(name);
        if (field) follow(field, params, note);
        // A way through several; of a zone, what only some of its components have is asked of all.
        else if (name.includes('.')) note(ANY);
      }
    }
  };

  const follow = (field: Field, params: unknown, note: (uid: string) => void): void => {
    if (field.kind === 'value') return;
    const on = isPlain(params) && isPlain(params.on) ? params.on : undefined;
    if (on) for (const [uid, inner] of Object.entries(on)) query(uid, inner, note);
    else if (field.kind === 'zone') for (const uid of field.components) query(uid, params, note);
    else if (field.uid === undefined) note(ANY);
    else query(field.uid, params, note);
  };

  /** Filters and orders: attributes at any depth, operators between them. */
  const named = (shape: Shape, part: unknown, note: (uid: string) => void): void => {
    if (Array.isArray(part)) for (const one of part) named(shape, one, note);
    else if (isPlain(part)) for (const [key, child] of Object.entries(part)) step(shape, key, child, note);
  };

  const step = (shape: Shape, key: string, child: unknown, note: (uid: string) => void): void => {
    const field = shape.fields.get(key);
    if (!field) return named(shape, child, note);
    if (field.kind === 'value') return;
    const uids = field.kind === 'zone' ? field.components : [field.uid];
    for (const uid of uids) {
      note(uid ?? ANY);
      const next = shapes.of(uid);
      if (next) named(next, child, note);
    }
  };

  return query;
};

export type Reads = ReturnType<typeof createReads>;
