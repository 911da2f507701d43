import { EXPERIENCE_FIELD, type Audience, type MapEntry } from '../../../../plugin/src';

/** A block with an audience, or a variant of an entry, and where it stands. */
export interface PlacedBlock {
  /** Its own row: `blocks.hero:7`; `api::page.page:7#0` for a variant. */
  readonly row: string;
  /** The component's uid; the experience field's name for a variant. */
  readonly component: string;
  /** The component's display name, or the variant's name. */
  readonly componentName: string;
  readonly label: string;
  /** Undefined for a value that cannot be read. */
  readonly audience: Audience | undefined;
  /** Blocks of the same zone or repeatable component share it; so do the variants of an entry. */
  readonly list: string;
  /** Its place, from the entry down: sorts blocks as they stand on the page, after the entry's variants. */
  readonly path: readonly number[];
  /** The rows of the blocks it stands in. */
  readonly inside: readonly string[];
  readonly entry: string;
  /** Whether a save refuses it: outside a zone, on a type that `content.types` leaves out. What is stored still holds. */
  readonly isRefused: boolean;
}

export interface PlacedEntry extends Omit<MapEntry, 'blocks' | 'isNamed'> {
  readonly status: 'draft' | 'published';
}

export interface MapSource {
  /** All there are, read at once. */
  read(): Promise<{
    readonly blocks: readonly PlacedBlock[];
    readonly entries: ReadonlyMap<string, PlacedEntry>;
  }>;
}

export const isVariant = ({ component }: PlacedBlock): boolean => component === EXPERIENCE_FIELD;

/** In the order in which they stand on the page. */
export const byPath = (a: PlacedBlock, b: PlacedBlock): number => {
  const step = a.path.findIndex((at, index) => at !== b.path[index]);
  if (step < 0) return a.path.length - b.path.length;
  return b.path[step] === undefined ? 1 : (a.path[step] ?? 0) - (b.path[step] ?? 0);
};
