import type { UID } from '@strapi/strapi';

import { createShapes, type Model, type Shape } from '..';
import { chunksOf } from '../../strapi/database';
import type { Rim } from '../../strapi/rim';

/** A row of a component or an entry, and the block that the climb towards it began with. */
export interface Parent {
  readonly uid: string;
  readonly id: number;
  readonly origin: { readonly uid: string; readonly id: number };
}

/** What a component stands in, and where there. */
export interface Above {
  readonly uid: string;
  readonly id: number;
  readonly isComponent: boolean;
  readonly isZone: boolean;
  /** Others may stand beside it: a zone, or a component that repeats. */
  readonly isList: boolean;
  /** The attribute that holds it, its place among the attributes, and the component's place in it. */
  readonly field: string;
  readonly fieldOrder: number;
  readonly order: number;
}

/** Strapi's join tables between a model and the components in it. */
interface Link {
  readonly entity_id: number;
  readonly cmp_id: number;
  readonly field: string;
  readonly order: number | string | null;
}
interface JoinTable {
  readonly name: string;
}

/** Components are nested a few levels deep; this only ends a climb that a broken database would make endless. */
const DEEPEST = 12;

/** Climbs from components to the entries they stand in, through Strapi's join tables. */
export const createParents = ({ strapi, db }: Rim) => {
  const models = () =>
    [...Object.values(strapi.components), ...Object.values(strapi.contentTypes)] as unknown as Model[];
  const shapes = createShapes((uid) => strapi.getModel(uid as UID.Schema) as unknown as Model | undefined);
  const shapeOf = (model: Model): Shape => shapes.of(model.uid)!;

  const holds = (shape: Shape, uid: string): string | undefined =>
    [...shape.fields].find(
      ([, field]) =>
        (field.kind === 'component' && field.uid === uid) ||
        (field.kind === 'zone' && field.components.includes(uid)),
    )?.[0];

  const joinTable = (uid: string, attribute: string): string | undefined =>
    (strapi.db.metadata.get(uid).attributes[attribute] as { joinTable?: JoinTable } | undefined)?.joinTable
      ?.name;

  const repeats = (uid: string, field: string): boolean => {
    const attribute = strapi.getModel(uid as UID.Schema)?.attributes[field];
    return attribute?.type === 'component' && attribute.repeatable === true;
  };

  /** Every row that holds one of these components, of every model that can. */
  const links = async (uid: string, ids: readonly number[]) => {
    const found: (Link & { readonly shape: Shape })[] = [];
    for (const model of models()) {
      const shape = shapeOf(model);
      const attribute = holds(shape, uid);
      const table = attribute && joinTable(model.uid, attribute);
      if (!table) continue;
      for (const chunk of chunksOf(ids)) {
        const rows: Link[] = await db(table)
          .where({ component_type: uid })
          .whereIn('cmp_id', chunk)
          .select('entity_id', 'cmp_id', 'field', 'order');
        for (const row of rows) found.push({ ...row, shape });
      }
    }
    return found;
  };

  /** One level up. */
  const above = async (uid: string, rows: readonly Parent[]): Promise<Parent[]> => {
    const origins = new Map<number, Parent['origin'][]>();
    for (const { id, origin } of rows) origins.set(id, [...(origins.get(id) ?? []), origin]);
    return (await links(uid, [...origins.keys()])).flatMap(({ shape, entity_id, cmp_id }) =>
      (origins.get(cmp_id) ?? []).map((origin) => ({ uid: shape.uid, id: entity_id, origin })),
    );
  };

  const having = (field: 'audience' | 'experience') => () =>
    models().flatMap((model) => {
      const { uid, [field]: attribute } = shapeOf(model);
      return attribute === undefined ? [] : [{ uid, attribute }];
    });

  return {
    /** Components that have an audience. */
    withAudience: having('audience'),
    /** Content types whose entries have variants. */
    withExperience: having('experience'),
    /** What each of these stands in, and that in turn, up to the entries; by `uid:id`. */
    async wayUp(
      rows: readonly { readonly uid: string; readonly id: number }[],
    ): Promise<ReadonlyMap<string, Above>> {
      const known = new Map<string, Above>();
      let level = rows;
      for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
        const next = new Map<string, { uid: string; id: number }>();
        for (const uid of new Set(level.map((row) => row.uid))) {
          const ids = level.flatMap((row) => (row.uid === uid ? [row.id] : []));
          for (const { shape, entity_id: id, cmp_id, field, order } of await links(uid, ids)) {
            const { isComponent } = shape;
            const isZone = shape.fields.get(field)?.kind === 'zone';
            const fieldOrder = [...shape.fields.keys()].indexOf(field);
            known.set(`${uid}:${cmp_id}`, {
              uid: shape.uid,
              id,
              isComponent,
              isZone,
              isList: isZone || repeats(shape.uid, field),
              field,
              fieldOrder,
              order: Number(order ?? 0),
            });
            const name = `${shape.uid}:${id}`;
            if (isComponent && !known.has(name)) next.set(name, { uid: shape.uid, id });
          }
        }
        level = [...next.values()];
      }
      return known;
    },
    /** By content type, the entries these blocks stand in. */
    async entriesOf(blocks: readonly Parent[]): Promise<ReadonlyMap<string, readonly Parent[]>> {
      const entries = new Map<string, Parent[]>();
      let level: readonly Parent[] = blocks;
      for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
        const next: Parent[] = [];
        for (const uid of new Set(level.map((row) => row.uid))) {
          const rows = level.filter((row) => row.uid === uid);
          for (const parent of await above(uid, rows)) {
            if (shapes.of(parent.uid)?.isComponent) next.push(parent);
            else entries.set(parent.uid, [...(entries.get(parent.uid) ?? []), parent]);
          }
        }
        level = next;
      }
      return entries;
    },
  };
};
