import { isJsonObject } from '../../../plugin/src';
import { FileFault, type BadRow, type Row } from './row';

const LONGEST_LINE = 1024 * 1024;

const rowOf = (text: string, line: number): Row | BadRow => {
  try {
    const fields: unknown = JSON.parse(text);
    if (isJsonObject(fields)) return { line, fields };
  } catch {
    // Answered below.
  }
  return { line, fault: { code: 'unreadable', path: '', message: 'Wanted one JSON object.' } };
};

/** One JSON object a line, in chunks. Empty lines are let be. */
export async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<readonly (Row | BadRow)[]> {
  let line = 0;
  let open = '';
  const rowsOf = (lines: readonly string[]): readonly (Row | BadRow)[] =>
    lines.flatMap((one) => {
      line += 1;
      const bare = one.trim();
      return bare === '' ? [] : [rowOf(line === 1 ? bare.replace(/^\uFEFF/, '') : bare, line)];
    });
  for await (const chunk of text) {
    const lines = (open + chunk).split('\n');
    open = lines.pop() ?? '';
    if (open.length > LONGEST_LINE)
      throw new FileFault(`Line ${line + lines.length + 1} is longer than 1 MB.`);
    const rows = rowsOf(lines);
    if (rows.length > 0) yield rows;
  }
  const last = rowsOf([open]);
  if (last.length > 0) yield last;
}
