import { textIn, type Row } from './row';

export interface Template {
  readonly columns: readonly string[];
  /** Undefined where a column it names is missing. */
  readonly fill: (row: Row) => string | undefined;
}

const PART = /\{\{|\}\}|\{([^{}]+)\}/g;

/** `order-{InvoiceNo}`: text with columns in it. `{{` and `}}` stand for the braces themselves. */
export const compileTemplate = (text: string): Template => {
  const parts: (string | { readonly column: string })[] = [];
  let at = 0;
  for (const match of text.matchAll(PART)) {
    parts.push(text.slice(at, match.index));
    parts.push(match[1] === undefined ? match[0].slice(1) : { column: match[1].trim() });
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  const columns = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.column]));
  return {
    columns,
    fill(row) {
      let filled = '';
      for (const part of parts) {
        const next = typeof part === 'string' ? part : textIn(row, part.column);
        if (next === undefined) return undefined;
        filled += next;
      }
      return filled;
    },
  };
};
