import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

describe('the browser script', () => {
  it('is under 5 KB gzip and holds neither zod nor luxon nor Node', async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: ['client/src/script.ts'],
      bundle: true,
      minify: true,
      platform: 'browser',
      target: 'es2020',
      format: 'iife',
      write: false,
      metafile: true,
    });
    expect(gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length).toBeLessThan(5_000);
    const inside = Object.keys(metafile.inputs);
    expect(inside.filter((path) => !/^(client|plugin)\/src\//.test(path))).toEqual([]);
  });
});
