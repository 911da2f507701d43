import { execFileSync } from 'node:child_process';

import { build } from 'esbuild';

/** What a program in TypeScript prints as JSON, in a process that may not make code from text. */
export const withoutGeneratedCode = async (contents: string): Promise<unknown> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const [script] = outputFiles;
  const told = execFileSync(process.execPath, ['--disallow-code-generation-from-strings', '-'], {
    input: script?.text ?? '',
    encoding: 'utf8',
  });
  return JSON.parse(told);
};
