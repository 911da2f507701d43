import { unescapeHtml } from './html-text';

const UNSEEN = /<(style|script|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
const LINK = /<a\b[^>]*?\shref="([^"]*)"[^>]*>([\s\S]*?)<\/a\s*>/gi;
const PICTURE = /<img\b[^>]*?\salt="([^"]*)"[^>]*>/gi;
const BREAK = /<(br|hr)\b[^>]*>|<\/(p|div|h[1-6]|li|tr|table|ul|ol|blockquote)\s*>/gi;

const bare = (html: string): string => html.replace(/<[^>]*>/g, '').trim();

/** The plain-text part of a mail whose author wrote none: words, links in brackets behind theirs, lines where blocks end. */
export const plainText = (html: string): string =>
  unescapeHtml(
    html
      .replace(UNSEEN, '')
      .replace(/\s+/g, ' ')
      .replace(PICTURE, ' $1 ')
      .replace(LINK, (_whole, url: string, label: string) => {
        const words = bare(label);
        return words === '' || words === url ? ` ${url} ` : `${words} (${url})`;
      })
      .replace(/<li\b[^>]*>/gi, '- ')
      .replace(/<\/td\s*>/gi, ' ')
      .replace(BREAK, '\n')
      .replace(/<[^>]*>/g, ''),
  )
    .split('\n')
    .map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
