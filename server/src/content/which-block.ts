/** A step on the way from a block up to its entry. */
export interface Standing {
  /** The attribute that holds it. */
  readonly field: string;
  /** Its place there, from 1; null in a component that stands alone. */
  readonly order: number | null;
}

interface Marks {
  /** Its first words; empty where it has none. */
  readonly label: string;
  /** From the block outwards. */
  readonly way: readonly Standing[];
  readonly slot: string | undefined;
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinal = (n: number): string => `${n}${ENDINGS[ordinals.select(n)] ?? 'th'}`;

const standing = ({ field, order }: Standing): string =>
  order === null ? field : `${ordinal(order)} of ${field}`;

/** As blocks stand in an entry, from above. */
export const compareWays = (a: readonly Standing[], b: readonly Standing[]): number => {
  const [one, other] = [a, b].map((way) => way.map(({ order }) => order ?? 0).reverse());
  const at = one!.findIndex((order, index) => order !== other![index]);
  return at === -1 ? one!.length - other!.length : one![at]! - (other![at] ?? 0);
};

/** What tells a block from others of its kind in the same entry: `"Spring is here", 2nd of sections, slot "top"`. */
export const whichBlock = ({ label, way, slot }: Marks): string =>
  [
    ...(label === '' ? [] : [`"${label}"`]),
    ...(way.length === 0 ? [] : [way.map(standing).join(' in the ')]),
    ...(slot === undefined ? [] : [`slot "${slot}"`]),
  ].join(', ');
