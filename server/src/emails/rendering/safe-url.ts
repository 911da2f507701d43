/** What a link or a picture in a mail may point to. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'cid:']);

// Mail clients drop these before they read the scheme: `java\tscript:` runs.
// eslint's rule on control characters is right elsewhere; here they are what is looked for.
const IGNORED = new RegExp(
  '[\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u200b-\\u200f\\u2028-\\u202f\\ufeff]',
  'g',
);

/**
 * The address when its scheme is on the list (http, https, mailto, tel, cid) or when it has none, resolved against
 * `base` where one is given; undefined for everything else, `javascript:` and `data:` among it.
 */
export const safeUrl = (value: string, base?: string): string | undefined => {
  const bare = value.replace(IGNORED, '');
  const scheme = /^([^/?#:]*):/.exec(bare)?.[0].toLowerCase();
  if (scheme !== undefined) return SCHEMES.has(scheme) ? value.trim() : undefined;
  if (base === undefined || bare === '' || bare.startsWith('#')) return value.trim();
  try {
    return new URL(value.trim(), base).href;
  } catch {
    return undefined;
  }
};
