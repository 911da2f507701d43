import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, describe, expect, it } from 'vitest';

import { readCsv } from './read-csv';
import { readNdjson } from './read-ndjson';
import { readText } from './read-text';

const folder = mkdtempSync(join(tmpdir(), 'attune-read-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const all = async <T>(chunks: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const rows: T[] = [];
  for await (const chunk of chunks) rows.push(...chunk);
  return rows;
};
async function* pieces(text: string, size = 3) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
const csv = async (text: string, delimiter?: string) => {
  let heading: readonly string[] = [];
  const rows = await all(readCsv(pieces(text), { delimiter, onHeading: (names) => void (heading = names) }));
  return { heading, rows };
};
const file = (name: string, content: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const text = async (path: string, encoding = 'utf-8') => {
  let bytes = 0;
  let whole = '';
  for await (const piece of readText(path, { encoding, onBytes: (read) => void (bytes += read) }))
    whole += piece;
  return { whole, bytes };
};

describe('CSV', () => {
  it('is read with mark, quotes, line breaks in values, and the lines at which rows begin', async () => {
    const { heading, rows } = await csv('\ufeffa;b\r\n1;"x\ny; ""z"""\r\n\r\n2;3\r\n');
    expect(heading).toEqual(['a', 'b']);
    expect(rows).toEqual([
      { line: 2, fields: { a: '1', b: 'x\ny; "z"' } },
      { line: 5, fields: { a: '2', b: '3' } },
    ]);
  });

  it.each([',', ';', '\t', '|'])('is read whatever divides it: %j', async (sign) => {
    expect((await csv(`a${sign}b\n1${sign}2\n`)).rows).toEqual([{ line: 2, fields: { a: '1', b: '2' } }]);
  });

  it('names the line of a row that has too few or too many values, and goes on', async () => {
    const { rows } = await csv('a,b\n1\n2,3\n4,5,6\n');
    expect(rows.map((row) => ('fault' in row ? `${row.line} ${row.fault.code}` : row.line))).toEqual([
      '2 columns',
      3,
      '4 columns',
    ]);
  });

  it('lets a lone quote within a value be, and names where one is never closed', async () => {
    expect((await csv('a,b\n12" plate,2\n')).rows).toEqual([{ line: 2, fields: { a: '12" plate', b: '2' } }]);
    await expect(csv('a,b\n1,2\n3,"4\n5,6\n')).rejects.toThrow(/before line \d a quote is opened/);
    await expect(csv(`a,b\n1,"${'x,y\n'.repeat(400_000)}`, ',')).rejects.toThrow(
      /before line \d+ a quote is opened/,
    );
  });
});

describe('NDJSON', () => {
  it('is read line by line, and names the line that is no object', async () => {
    const rows = await all(readNdjson(pieces('\ufeff{"a":1}\n\n[2]\n{"b":\n{"c":3}')));
    expect(rows.map((row) => ('fault' in row ? `${row.line} ${row.fault.code}` : row))).toEqual([
      { line: 1, fields: { a: 1 } },
      '3 unreadable',
      '4 unreadable',
      { line: 5, fields: { c: 3 } },
    ]);
  });
});

describe('the text of a file', () => {
  it('is unpacked where it is gzip, whatever its name says, and counts the bytes of the file', async () => {
    const packed = gzipSync('größer\n'.repeat(50_000));
    const { whole, bytes } = await text(file('packed.csv', packed));
    expect([whole.length, bytes]).toEqual([350_000, packed.length]);
  });

  it('is decoded as it was said, and a wrong guess is named', async () => {
    const latin = file('latin.csv', Buffer.from('a\nk\u00f6nig\n', 'latin1'));
    expect((await text(latin, 'latin1')).whole).toBe('a\nkönig\n');
    await expect(text(latin)).rejects.toThrow(/text that is not utf-8. Try --encoding latin1/);
  });

  it('that was cut off is named', async () => {
    const cut = gzipSync('x'.repeat(100_000)).subarray(0, 60);
    await expect(text(file('cut.gz', cut))).rejects.toThrow('not whole gzip');
  });
});
