import type { EmailProblem } from '../../../../plugin/src';

export type Part = EmailProblem['part'];

/** What Handlebars throws: places on some errors, none on others. */
interface Thrown extends Error {
  readonly lineNumber?: number;
  readonly column?: number;
}

const UNPLACED = { line: 0, column: 0 };

/** The place and the reason in an author's words, from whatever the template engine threw. */
export const problemOf = (error: unknown, part: Part, source: string): EmailProblem => {
  const thrown = error as Thrown;
  const text = thrown instanceof Error ? thrown.message : String(error);
  const parse = /^Parse error on line (\d+):\n(.*)\n(-*)\^\n(.*)$/s.exec(text);
  if (parse) {
    const [, line, shown, dashes, wanted] = parse as unknown as [string, string, string, string, string];
    return {
      part,
      line: Number(line),
      column: columnOf(source, Number(line), shown, dashes.length),
      message: inWords(wanted),
    };
  }
  const place =
    thrown.lineNumber === undefined
      ? UNPLACED
      : { line: thrown.lineNumber, column: (thrown.column ?? 0) + 1 };
  const path = place.line > 0 ? pathAt(source, place.line, place.column) : '';
  return { part, ...place, message: inWords(text, path) };
};

/** The parser shows twenty characters before the fault, line breaks left out, and a caret under it. */
const columnOf = (source: string, line: number, shown: string, caret: number): number => {
  const past = shown.slice(0, caret).replace(/^\.\.\./, '');
  const lines = source.split('\n');
  let column = 0;
  for (let seen = 0; seen <= (lines[line - 1] ?? '').length; seen += 1) {
    const before = [...lines.slice(0, line - 1), (lines[line - 1] ?? '').slice(0, seen)].join('');
    if (before.endsWith(past)) column = seen + 1;
  }
  return column;
};

const pathAt = (source: string, line: number, column: number): string =>
  /^[\w./@-]+/.exec((source.split('\n')[line - 1] ?? '').slice(column - 1))?.[0] ?? '';

const inWords = (message: string, path = ''): string => {
  const missing = /^"(.+)" not defined in/.exec(message);
  if (missing) {
    const name = path || missing[1];
    return `"${name}" is not known here. Give it a fallback: {{fallback ${name} "…"}}.`;
  }
  const partial = /^The partial (.+) could not be found/.exec(message);
  if (partial) return `There is no partial "${partial[1]}".`;
  const open = /^(.+) doesn't match (.+?)( - \d+:\d+)?$/.exec(message);
  if (open) return `{{#${open[1]}}} is closed by {{/${open[2]}}}.`;
  const got = /got '(\w+)'$/.exec(message);
  if (got?.[1] === 'EOF') return 'The template ends inside a tag or before a block is closed.';
  if (got?.[1] === 'OPEN_ENDBLOCK') return 'This closes a block that was never opened.';
  if (got) return 'This is not written as Handlebars wants it.';
  if (/Cannot (read properties of|convert object to primitive)/.test(message)) {
    return 'A path leads through something that has no such part, or to a whole object.';
  }
  return message.replace(/ - \d+:\d+$/, '');
};
