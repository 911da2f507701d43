type Attributes = Readonly<Record<string, { readonly type?: string }>>;

/** The attributes whose words may tell a block from others of its kind: as in Strapi, strings before longer texts. */
export const labelAttributes = (attributes: Attributes): readonly string[] =>
  ['string', 'text'].flatMap((type) =>
    Object.keys(attributes).filter((name) => attributes[name]?.type === type),
  );

const LONGEST = 48;

/** The first words of a block, as the heading of its form says them; an empty text where it has none. */
export const blockLabel = (block: Readonly<Record<string, unknown>>, attributes: Attributes): string => {
  for (const name of labelAttributes(attributes)) {
    const value = block[name];
    const words = typeof value === 'string' ? value.trim() : '';
    if (words !== '') return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  }
  return '';
};
