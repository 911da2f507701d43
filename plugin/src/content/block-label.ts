type Attributes = Readonly<Record<string, { readonly type?: string }>>;

/** The attributes whose words may tell a block from others of its kind, in their order. */
export const labelAttributes = (attributes: Attributes): readonly string[] =>
  Object.keys(attributes).filter((name) => ['string', 'text'].includes(attributes[name]?.type ?? ''));

const LONGEST = 48;

/** The first words of a block; an empty text where it has none. */
export const blockLabel = (block: Readonly<Record<string, unknown>>, attributes: Attributes): string => {
  for (const name of labelAttributes(attributes)) {
    const value = block[name];
    const words = typeof value === 'string' ? value.trim() : '';
    if (words !== '') return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  }
  return '';
};
