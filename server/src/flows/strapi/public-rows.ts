import type { Core, UID } from '@strapi/strapi';

export type PublicRow = Readonly<Record<string, unknown>>;

interface I18n {
  getDefaultLocale(): Promise<string>;
}

interface Localizable {
  readonly i18n?: { readonly localized?: boolean };
}

/** Publishing replaces the row, and a save of a type that has no drafts stamps it; a draft leaves it as it was. */
const stampOf = ({ id, updatedAt }: PublicRow): string => JSON.stringify([id, updatedAt]);

/** What the public sees of entries. */
export const createPublicRows = (strapi: Core.Strapi) => {
  /** Null for a type that has no languages: Strapi then heeds none. */
  const defaultLocale = async (uid: string): Promise<string | null> => {
    const { pluginOptions } = strapi.contentType(uid as UID.ContentType);
    if (!(pluginOptions as Localizable | undefined)?.i18n?.localized) return null;
    return (strapi.plugin('i18n').service('locales') as I18n).getDefaultLocale();
  };

  return {
    /**
     * One for each language that a write is about, the default one first; the one that it names, as Strapi reads it, or the
     * default one where it names none. On Strapi's own way to the database, so that what is written in this very
     * transaction is seen.
     */
    async of(uid: string, documentId: string, asked: unknown): Promise<readonly PublicRow[]> {
      const standard = await defaultLocale(uid);
      const locale = standard === null || asked === '*' ? {} : { locale: asked || standard };
      const rows: PublicRow[] = await strapi.db.query(uid as UID.ContentType).findMany({
        where: { documentId, publishedAt: { $notNull: true }, ...locale },
      });
      return [...rows].sort((a, b) => Number(b.locale === standard) - Number(a.locale === standard));
    },
    /** Each row that is not as it was, with the one of its language before; none where nothing was touched. */
    changesIn(before: readonly PublicRow[], after: readonly PublicRow[]) {
      const stamps = new Set(before.map(stampOf));
      return after
        .filter((row) => !stamps.has(stampOf(row)))
        .map((row) => ({ after: row, before: before.find(({ locale }) => locale === row.locale) ?? null }));
    },
  };
};
