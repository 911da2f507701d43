import { escape, raw } from './html.mjs';

/** The little Markdown that editors use in a text block: paragraphs, **bold**, *italics*, [links](/to). */
export const richtext = (source) =>
  raw(
    String(source ?? '')
      .split(/\n{2,}/)
      .map((paragraph) => `<p>${inline(escape(paragraph.trim()))}</p>`)
      .join(''),
  );

const inline = (text) =>
  text
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\*(.+?)\*/g, '<em>$1</em>')
    .replace(/\[([^\]]+)\]\((\/[^)\s]*|https:\/\/[^)\s]+)\)/g, '<a href="$2">$1</a>')
    .replaceAll('\n', '<br>');
