import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { cellOf, undefused } from './csv-cell';
import { csvBatches, delimiterOf, type CsvRow } from './csv-rows';

const read = async (text: string, wanted: readonly string[] = [], size = 2) => {
  const rows: CsvRow[] = [];
  const columns: string[] = [];
  const pieces = text.match(/[\s\S]{1,7}/g) ?? [];
  const firstLine = text.split('\n')[0] ?? '';
  for await (const batch of csvBatches(
    Readable.from(pieces.map((piece) => Buffer.from(piece))),
    firstLine,
    wanted,
    size,
  )) {
    rows.push(...batch.rows);
    columns.splice(0, Infinity, ...batch.columns.map(({ as }) => as));
  }
  return { rows, columns };
};

describe('a CSV file of people', () => {
  it('knows its columns in any spelling, and takes traits only when asked', async () => {
    const text = '\uFEFFE-Mail;User ID;Plan;City\nada@example.com;u1;pro;"Vienna; 1st"\n;u2;;\n';
    expect(await read(text)).toEqual({
      columns: ['email', 'userId', 'ignored', 'ignored'],
      rows: [
        { line: 2, email: 'ada@example.com', userId: 'u1', traits: {} },
        { line: 3, userId: 'u2', traits: {} },
      ],
    });
    expect((await read(text, ['City'])).rows[0]).toMatchObject({ traits: { City: 'Vienna; 1st' } });
    expect((await read(text, ['*'])).rows[0]).toMatchObject({ traits: { Plan: 'pro', City: 'Vienna; 1st' } });
    await expect(read(text, ['Town'])).rejects.toThrow('There is no column "Town"');
    await expect(read('name\nAda\n')).rejects.toThrow('Expected a column email');
    await expect(read('')).rejects.toThrow('Expected a column email');
  });

  it('refuses bad rows with their lines, and reads on', async () => {
    const lines = [
      'email,anonymousId',
      'ada@example.com,d1',
      'not an address,d2',
      ',',
      'bob@example.com',
      '',
      `c@example.com,${'x'.repeat(600)}`,
      '"dan@example.com","d\n4"',
      '"eve" broken,d4',
      'fay@example.com,d5',
    ];
    const { rows } = await read(lines.join('\n'), [], 100);
    const refused = rows.flatMap((row) => ('refused' in row ? [[row.line, row.refused]] : []));
    expect(refused).toEqual([
      [3, 'The email is not an address.'],
      [4, 'No email, userId or anonymousId.'],
      [5, 'Expected 2 columns, found 1.'],
      [7, expect.stringContaining('longer than 512')],
      [10, 'The email is not an address.'],
    ]);
    const taken = rows.flatMap((row) => ('refused' in row ? [] : [row.email]));
    expect(taken).toEqual(['ada@example.com', 'dan@example.com', 'fay@example.com']);
  });

  it.each([5, 2_000])('stops at an open quote, with the %i lines after it unread', async (count) => {
    const many = Array.from({ length: count }, (_, index) => `p${index}@example.com,d${index}`);
    const lines = ['email,anonymousId', 'ada@example.com,d', '"bob@example.com,d', ...many];
    const text = lines.join('\n');
    const rows: CsvRow[] = [];
    const reading = async () => {
      for await (const batch of csvBatches(Readable.from([Buffer.from(text)]), lines[0]!, [], 10)) {
        rows.push(...batch.rows);
      }
    };
    await expect(reading()).rejects.toThrow('Line 3 opens a quote');
    expect(rows).toEqual([{ line: 2, email: 'ada@example.com', anonymousId: 'd', traits: {} }]);
  });

  it('finds the delimiter outside quotes', () => {
    expect(delimiterOf('email;"a,b,c,d";name')).toBe(';');
    expect(delimiterOf('email\tname')).toBe('\t');
    expect(delimiterOf('email')).toBe(',');
  });

  it('defuses formulas, and reads what it wrote', () => {
    const cells = ['=1+1', '+43 1', '-5', '@cmd', 'plain', 'a"b', 'a,b', "'quoted", '=HYPERLINK("x","y")'];
    expect(cells.map(cellOf)).toEqual([
      "'=1+1",
      "'+43 1",
      "'-5",
      "'@cmd",
      'plain',
      '"a""b"',
      '"a,b"',
      "'quoted",
      `"'=HYPERLINK(""x"",""y"")"`,
    ]);
    expect(["'=1+1", "'quoted"].map(undefused)).toEqual(['=1+1', "'quoted"]);
  });
});
