import type { UID } from '@strapi/strapi';

import { blockLabel, isLimited, labelAttributes, readAudience } from '../../../../plugin/src';
import type { Rim } from '../../strapi/rim';
import type { PlacedBlock, PlacedEntry } from '..';
import { readEntries } from './entry-places';
import { createParents, type Above } from './parents';
import { placedVariants } from './placed-variants';
import { rowsWith } from './rows-with';

interface Found extends Omit<PlacedBlock, 'list' | 'path' | 'inside' | 'entry' | 'isRefused'> {
  readonly uid: string;
  readonly id: number;
}

const nameOf = (uid: string, id: number): string => `${uid}:${id}`;

/** Every block that is not simply for everyone, and every variant, with the entry it stands in. */
export const createPlacedBlocks = (rim: Rim) => {
  const { strapi } = rim;
  const parents = createParents(rim);
  const { types } = rim.config.content;

  const targetedRows = async (): Promise<Found[]> => {
    const found: Found[] = [];
    for (const field of parents.withAudience()) {
      const { uid, attribute } = field;
      const component = strapi.components[uid as UID.Component];
      const attributes = component?.attributes ?? {};
      const rows = await rowsWith(strapi, field, labelAttributes(attributes));
      const componentName = component?.info.displayName ?? uid;
      for (const row of rows) {
        const audience = readAudience(row[attribute]);
        if (!isLimited(audience)) continue;
        found.push({
          row: nameOf(uid, row.id),
          uid,
          id: row.id,
          component: uid,
          componentName,
          label: blockLabel(row, attributes),
          audience: audience ?? undefined,
        });
      }
    }
    return found;
  };

  /** The way up from a block; undefined for a row that stands nowhere. */
  const placeOf = (block: Found, above: ReadonlyMap<string, Above>, audienced: ReadonlySet<string>) => {
    const path: number[] = [];
    const inside: string[] = [];
    let at = above.get(block.row);
    const list = at && `${nameOf(at.uid, at.id)}:${at.field}`;
    let inZone = false;
    while (at) {
      path.unshift(at.order);
      inZone ||= at.isZone;
      const name = nameOf(at.uid, at.id);
      if (!at.isComponent) {
        const isRefused = !inZone && types !== undefined && !types.includes(at.uid);
        return { path: [at.fieldOrder, ...path], inside, entry: name, list: list!, isRefused };
      }
      if (audienced.has(name)) inside.push(name);
      at = above.get(name);
    }
    return undefined;
  };

  return {
    async read() {
      const rows = await targetedRows();
      const above = await parents.wayUp(rows);
      const audienced = new Set(rows.map(({ row }) => row));
      const targeted = rows.flatMap(({ uid: _uid, id: _id, ...block }, index): PlacedBlock[] => {
        const place = placeOf(rows[index]!, above, audienced);
        return place ? [{ ...block, ...place }] : [];
      });
      const blocks = [...(await placedVariants(rim, parents)), ...targeted];
      const wanted = new Map<string, Set<number>>();
      for (const { entry } of blocks) {
        const cut = entry.lastIndexOf(':');
        const ids = wanted.get(entry.slice(0, cut)) ?? new Set<number>();
        wanted.set(entry.slice(0, cut), ids.add(Number(entry.slice(cut + 1))));
      }
      const entries = new Map<string, PlacedEntry>();
      for (const [uid, ids] of wanted) {
        for (const [id, entry] of await readEntries(rim, uid, [...ids]))
          entries.set(nameOf(uid, id), { ...entry, id: nameOf(uid, id) });
      }
      return { blocks: blocks.filter(({ entry }) => entries.has(entry)), entries };
    },
  };
};
