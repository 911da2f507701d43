const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  euro: '€',
  middot: '·',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rarr: '→',
};

const codePoint = (code: number): string =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';

/** Text as it stands in HTML, read: numeric references with or without their semicolon, and the usual names. */
export const unescapeHtml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+);?|#(\d+);?|([a-z]+);)/gi, (whole, hex, dec, name) => {
    if (hex) return codePoint(parseInt(hex as string, 16));
    if (dec) return codePoint(Number(dec));
    return ENTITIES[(name as string).toLowerCase()] ?? whole;
  });

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
