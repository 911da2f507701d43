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

/** What tells a block from others of its kind in the same entry: `"Spring is here", 2nd of sections, slot "top"`. */
export const whichBlock = ({ label, way, slot }: Marks): string =>
  [
    ...(label === '' ? [] : [`"${label}"`]),
    ...(way.length === 0 ? [] : [way.map(standing).join(' in the ')]),
    ...(slot === undefined ? [] : [`slot "${slot}"`]),
  ].join(', ');
