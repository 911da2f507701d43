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

/** Strapi's join tables between a model and the components in it. */
interface Link {
  readonly entity_id: number;
  readonly cmp_id: number;
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

  /** One level up: every row that holds one of these, of every model that can. */
  const above = async (uid: string, rows: readonly Parent[]): Promise<Parent[]> => {
    const found: Parent[] = [];
    for (const model of models()) {
      const attribute = holds(shapeOf(model), uid);
      const table = attribute && joinTable(model.uid, attribute);
      if (!table) continue;
      for (const chunk of chunksOf(rows)) {
        const links: Link[] = await db(table)
          .where({ component_type: uid })
          .whereIn(
            'cmp_id',
            chunk.map(({ id }) => id),
          )
          .select('entity_id', 'cmp_id');
        for (const link of links) {
          for (const { id, origin } of chunk) {
            if (id === link.cmp_id) found.push({ uid: model.uid, id: link.entity_id, origin });
          }
        }
      }
    }
    return found;
  };

  return {
    /** Components that have an audience. */
    withAudience: () =>
      models().flatMap((model) => {
        const { uid, audience } = shapeOf(model);
        return audience === undefined ? [] : [{ uid, attribute: audience }];
      }),
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
