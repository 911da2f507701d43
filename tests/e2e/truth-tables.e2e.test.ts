import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchChromium, noChromium, openWindow } from '../support/chromium';
import { BULK_ROWS } from '../truth-tables/bulk-rows';
import { CONDITION_TABLE } from '../truth-tables/condition-table';
import { FILTER_TABLE } from '../truth-tables/filter-table';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Judges every row where it runs, and answers with what each came to. */
const PAGE = `
  import { compile, matches } from './plugin/src';
  import { CONDITION_TABLE, factsOf } from './tests/truth-tables/condition-table';
  import { BULK_ROWS } from './tests/truth-tables/bulk-rows';
  import { FILTER_TABLE } from './tests/truth-tables/filter-table';
  const judged = ({ condition, facts, now }) => {
    const judge = compile(condition);
    const { value, until } = judge(factsOf(facts), now);
    return { value, until, test: judge.test(factsOf(facts), now), short: judge.until(factsOf(facts), now) };
  };
  window.conditions = [...CONDITION_TABLE, ...BULK_ROWS].map(judged);
  window.filters = FILTER_TABLE.map(([, filter, attributes, , groups]) => matches(filter, attributes, groups));
`;

interface Judged {
  readonly value: boolean;
  readonly until: number | null;
  readonly test: boolean;
  readonly short: { readonly value: boolean; readonly until: number | null };
}

const bundled = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
    absWorkingDir: join(root),
  });
  return outputFiles[0]?.text ?? '';
};

describe.skipIf(noChromium)(`the truth tables in Chromium${noChromium ? ` (${noChromium})` : ''}`, () => {
  let browser: Browser;
  let conditions: readonly Judged[];
  let filters: readonly boolean[];

  beforeAll(async () => {
    browser = await launchChromium();
    const page = await (await openWindow(browser)).newPage();
    await page.goto('about:blank');
    await page.addScriptTag({ content: await bundled() });
    conditions = await page.evaluate<readonly Judged[]>('window.conditions');
    filters = await page.evaluate<readonly boolean[]>('window.filters');
  });
  afterAll(() => browser?.close());

  it('come to the same values and untils as on a server', () => {
    const rows = [...CONDITION_TABLE, ...BULK_ROWS];
    expect(conditions).toHaveLength(rows.length);
    for (const [index, { name, value, until }] of rows.entries()) {
      expect(conditions[index], name).toEqual({ value, until, test: value, short: { value, until } });
    }
  });

  it('come to the same matches', () => {
    expect(filters).toHaveLength(FILTER_TABLE.length);
    expect(FILTER_TABLE.map(([name], index) => [name, filters[index]])).toEqual(
      FILTER_TABLE.map(([name, , , expected]) => [name, expected]),
    );
  });
});
