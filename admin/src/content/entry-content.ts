import { AUDIENCE_FIELD } from '../../../plugin/src/content/audience';
import {
  EXPERIENCE_FIELD,
  inOneSlot,
  readExperience,
  type Variant,
} from '../../../plugin/src/content/experience';
import { faultsOf, type BlockFault } from '../../../plugin/src/content/faults';
import type { Horizon } from '../../../plugin/src/content/reach';
import { entryBlocks, type EntryBlock, type FormSchema } from './entry-blocks';

/** What of an entry is shown to some only, or is in its variants. */
export interface EntryContent {
  readonly blocks: readonly EntryBlock[];
  /** In the order in which they are tried. */
  readonly variants: readonly Variant[];
}

export const NO_CONTENT: EntryContent = { blocks: [], variants: [] };

type Values = Readonly<Record<string, unknown>>;

export const entryVariants = (values: Values, { attributes }: FormSchema): readonly Variant[] => {
  const field = Object.keys(attributes).find((name) => attributes[name]?.customField === EXPERIENCE_FIELD);
  return (field !== undefined && readExperience(values[field])?.variants) || NO_CONTENT.variants;
};

const FIELDS: readonly (string | undefined)[] = [AUDIENCE_FIELD, EXPERIENCE_FIELD];

/** Whether entries of a type can hold blocks with an audience, or variants. */
export const mayBeTargeted = (
  schema: FormSchema | undefined,
  components: Readonly<Record<string, FormSchema>>,
): boolean =>
  schema !== undefined &&
  [schema, ...Object.values(components)].some(({ attributes }) =>
    Object.values(attributes).some(({ customField }) => FIELDS.includes(customField)),
  );

export const entryContent = (
  values: Values,
  schema: FormSchema,
  components: Readonly<Record<string, FormSchema>>,
): EntryContent => ({
  blocks: entryBlocks(values, schema, components),
  variants: entryVariants(values, schema),
});

/** The keys of all segments that are named in it. */
export const segmentsIn = ({ blocks, variants }: EntryContent): readonly string[] => [
  ...new Set([
    ...blocks.flatMap(({ audience }) => (audience.broken ? [] : [...audience.value.segments])),
    ...variants.flatMap(({ audience }) => audience?.segments ?? []),
  ]),
];

/** What is wrong with each variant of an entry, in their order. */
export const variantFaults = (
  variants: readonly Variant[],
  horizon: Horizon,
): readonly (readonly BlockFault[])[] =>
  faultsOf(inOneSlot(variants.map(({ audience }) => audience)), horizon).blocks;
