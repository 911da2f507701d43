/** Only path and query are of interest. */
const ANYWHERE = 'http://site.invalid';
const LONGEST = 4_096;

/**
 * An address of this site in the one spelling by which two are told to be the same: path and query, the query's values
 * encoded alike and in their order. Undefined for one that names a host, or is none.
 */
export const plainAddress = (url: string): string | undefined => {
  if (!/^\/(?![/\\])/.test(url) || url.length > LONGEST || !URL.canParse(url, ANYWHERE)) return undefined;
  const { pathname, searchParams, origin } = new URL(url, ANYWHERE);
  if (origin !== ANYWHERE) return undefined;
  const query = searchParams.toString();
  return query === '' ? pathname : `${pathname}?${query}`;
};
