/** Where the panel's pages stand. */
export const HOME = '/plugins/attune';

export const pathTo = (...steps: readonly string[]): string =>
  [HOME, ...steps.map((step) => encodeURIComponent(step))].join('/');

interface EntryAddress {
  readonly contentType: string;
  readonly isSingle: boolean;
  readonly documentId: string;
  readonly locale: string | null;
}

/** Strapi's own form of an entry. */
export const formOf = ({ contentType, documentId, isSingle, locale }: EntryAddress): string => {
  const place = isSingle ? `single-types/${contentType}` : `collection-types/${contentType}/${documentId}`;
  const query = locale ? `?plugins[i18n][locale]=${encodeURIComponent(locale)}` : '';
  return `/content-manager/${place}${query}`;
};

const BLOCK = '#attune-block=';

/** The same, at the block with this key. */
export const blockOf = (entry: EntryAddress & { readonly block: string }): string =>
  entry.block === '' ? formOf(entry) : `${formOf(entry)}${BLOCK}${encodeURIComponent(entry.block)}`;

/** The key of the block that an address leads to. */
export const blockInHash = (hash: string): string | undefined =>
  hash.startsWith(BLOCK) ? decodeURIComponent(hash.slice(BLOCK.length)) : undefined;
