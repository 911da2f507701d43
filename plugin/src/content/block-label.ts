type Attributes = Readonly<Record<string, { readonly type?: string }>>;

/** The attributes whose words may tell a block from others of its kind: Strapi's choice, strings before longer texts. */
export const labelAttributes = (attributes: Attributes, mainField?: string): readonly string[] => {
  const ofType = (type: string) =>
    Object.keys(attributes).filter((name) => name !== mainField && attributes[name]?.type === type);
  const main = mainField !== undefined && Object.hasOwn(attributes, mainField) ? [mainField] : [];
  return [...main, ...ofType('string'), ...ofType('text')];
};

const LONGEST = 48;

/** The first words of a block, as the heading of its form says them; an empty text where it has none. */
export const blockLabel = (
  block: Readonly<Record<string, unknown>>,
  attributes: Attributes,
  mainField?: string,
): string => {
  for (const name of labelAttributes(attributes, mainField)) {
    const value = block[name];
    const words = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    if (words !== '') return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  }
  return '';
};
