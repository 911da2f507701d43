import en from './en.json';

/** The languages we have words in; another one shows the English default of each message. */
const languages: Readonly<Record<string, Readonly<Record<string, string>>>> = { en };

/** The messages of a language under the plugin's own prefix, as Strapi wants them. */
export const prefixed = async (locale: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(languages[locale] ?? {}).map(([key, message]) => [`attune.${key}`, message]),
  );
