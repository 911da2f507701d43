import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { SegmentTemplate } from '../../../../plugin/src';

export type ShippedSegment = Omit<SegmentTemplate, 'sentence'>;

/** `templates/segments`: beside `dist/` when installed, at the root of the repository otherwise. */
const findFolder = (from: string): string | undefined => {
  const here = join(from, 'templates', 'segments');
  if (existsSync(here)) return here;
  const above = dirname(from);
  return above === from ? undefined : findFolder(above);
};

/** The ready segments that ship with the package, by name. */
export const readSegmentTemplates = (from: string = __dirname): readonly ShippedSegment[] => {
  const folder = findFolder(from);
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file): ShippedSegment => {
      const {
        key,
        name,
        description,
        purpose,
        folder: shelf,
        condition,
      } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Partial<ShippedSegment>;
      return {
        key: key ?? file.slice(0, -'.json'.length),
        name: name ?? '',
        description: description ?? '',
        purpose: purpose ?? '',
        folder: shelf ?? '',
        condition: condition ?? { all: [] },
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
};
