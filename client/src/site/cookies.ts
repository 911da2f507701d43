export interface CookieOptions {
  /** `attune_visitor` unless said otherwise; Strapi reads that one itself. */
  readonly name?: string;
  /** Hidden from scripts; then hand the id to the browser script as `data-visitor`. */
  readonly httpOnly?: boolean;
  /** True unless the request came without TLS. */
  readonly secure?: boolean;
  readonly domain?: string;
}

const A_YEAR_S = 31_536_000;

/** One cookie's value out of a Cookie header. */
export const readCookie = (header: string | undefined, name: string): string | undefined => {
  const pair = header?.split(/; */).find((part) => part.startsWith(`${name}=`));
  if (!pair) return undefined;
  const value = pair.slice(name.length + 1);
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
};

/** A Set-Cookie line: first party, SameSite=Lax, for a year from each visit unless told otherwise. */
export const writeCookie = (
  name: string,
  value: string,
  options: CookieOptions,
  maxAgeS: number = A_YEAR_S,
): string =>
  [
    `${name}=${encodeURIComponent(value)}`,
    'Path=/',
    `Max-Age=${maxAgeS}`,
    'SameSite=Lax',
    ...(options.domain ? [`Domain=${options.domain}`] : []),
    ...(options.httpOnly ? ['HttpOnly'] : []),
    ...(options.secure ? ['Secure'] : []),
  ].join('; ');
