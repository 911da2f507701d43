import { escapeHtml, unescapeHtml } from './html-text';

// A tag ends at its `>`, which may stand inside quotes. No part of the pattern can match in two ways, so it stays linear.
const TAG = /<([a-z][a-z0-9:-]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>/gi;
const ADDRESS =
  /(\s)(href|src|action|formaction|background|poster|srcset|xlink:href)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>]+)/gi;

export interface LinkPlace {
  readonly tag: string;
  readonly attribute: string;
}

/** Passes every address in the HTML through `change`, as text: entities are read before and written after. */
export const mapLinks = (html: string, change: (url: string, place: LinkPlace) => string): string =>
  html.replace(
    TAG,
    (_whole, tag: string, attributes: string) =>
      `<${tag}${attributes.replace(
        ADDRESS,
        (_attribute, space: string, name: string, equals: string, raw: string) => {
          const value = /^["']/.test(raw) ? raw.slice(1, -1) : raw;
          const changed = change(unescapeHtml(value), {
            tag: tag.toLowerCase(),
            attribute: name.toLowerCase(),
          });
          return `${space}${name}${equals}"${escapeHtml(changed)}"`;
        },
      )}>`,
  );
