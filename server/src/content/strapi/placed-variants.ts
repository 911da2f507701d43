import { EXPERIENCE_FIELD, readExperience } from '../../../../plugin/src';
import type { Rim } from '../../strapi/rim';
import type { PlacedBlock } from '..';
import type { createParents } from './parents';
import { rowsWith } from './rows-with';

/** Before all attributes. */
const FIRST = -1;

/** Every variant of every entry; one for a whole experience that cannot be read. */
export const placedVariants = async (
  { strapi }: Rim,
  parents: ReturnType<typeof createParents>,
): Promise<readonly PlacedBlock[]> => {
  const found: PlacedBlock[] = [];
  for (const field of parents.withExperience()) {
    for (const { id, [field.attribute]: stored } of await rowsWith(strapi, field)) {
      const entry = `${field.uid}:${id}`;
      const experience = readExperience(stored);
      const variants = experience ? experience.variants : experience === null ? [] : [undefined];
      for (const [at, variant] of variants.entries()) {
        found.push({
          row: `${entry}#${at}`,
          component: EXPERIENCE_FIELD,
          componentName: variant?.name || String(at + 1),
          label: '',
          audience: variant?.audience,
          list: `${entry}:${field.attribute}`,
          path: [FIRST, at],
          inside: [],
          entry,
          isRefused: false,
        });
      }
    }
  }
  return found;
};
