import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transformSync } from 'esbuild';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import * as plugin from '../../plugin/src';
import { examples, type Example } from '../support/docs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const all = examples();
const named = (...infos: string[]) => all.filter(({ info }) => infos.includes(info));

/** Compiles TypeScript examples as a customer's own files would be, against our sources. */
const faultsOf = (sources: readonly Example[]): string[] => {
  mkdirSync(join(root, '.tmp'), { recursive: true });
  const folder = mkdtempSync(join(root, '.tmp', 'docs-'));
  try {
    const files = sources.map(({ code }, index) => {
      const file = join(folder, `example-${index}.ts`);
      writeFileSync(file, `${code}\nexport {};\n`);
      return file;
    });
    const program = ts.createProgram(files, {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      esModuleInterop: true,
      types: ['node'],
      paths: {
        'strapi-plugin-attune/plugin': [join(root, 'plugin/src/index.ts')],
        'strapi-plugin-attune/testing': [join(root, 'plugin/src/testing/index.ts')],
        'strapi-plugin-attune/client': [join(root, 'client/src/index.ts')],
        'strapi-plugin-attune/site': [join(root, 'client/src/site/index.ts')],
      },
    });
    return ts.getPreEmitDiagnostics(program).flatMap((diagnostic) => {
      const index = files.indexOf(diagnostic.file?.fileName ?? '');
      const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
      return index < 0 ? [] : [`${sources[index]?.where}: ${text}`];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('the examples in README and docs', () => {
  it('TypeScript compiles', { timeout: 180_000 }, () => {
    expect(faultsOf(named('ts'))).toEqual([]);
  });

  it.each(named('js'))('JavaScript parses: $where', ({ code }) => {
    expect(() => transformSync(code, { loader: 'js' })).not.toThrow();
  });

  it.each(named('json', 'json condition', 'json flow'))('JSON parses: $where', ({ code, info }) => {
    const value: unknown = JSON.parse(code);
    if (info === 'json condition') {
      const condition = plugin.conditionSchema.parse(value);
      expect(typeof plugin.evaluate(condition, plugin.noFacts(), Date.now()).value).toBe('boolean');
    }
    if (info === 'json flow')
      expect(plugin.flowDefinitionSchema(plugin.flowSteps()).parse(value)).toBeDefined();
  });

  it('shows a condition of every kind', () => {
    const shown = named('json condition').flatMap(({ code }) => plugin.leavesOf(JSON.parse(code) as never));
    const kinds = plugin.builtInDefinitions.map(({ kind }) => kind);
    expect(kinds.filter((kind) => !shown.some((leaf) => leaf.kind === kind))).toEqual([]);
  });

  it('uses no fence that nothing here looks at', () => {
    const known = new Set([
      'ts',
      'js',
      'json',
      'json condition',
      'json flow',
      'sh',
      'html',
      'hbs',
      'http',
      'text',
      // Run by tests/api/recipes.api.test.ts.
      'nginx',
      'jsx',
    ]);
    expect(all.filter(({ info }) => !known.has(info)).map(({ where, info }) => `${where} ${info}`)).toEqual(
      [],
    );
  });
});
