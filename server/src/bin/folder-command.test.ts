import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { namesFolder, readFolderRequest } from './folder-command';

describe('attune export and import of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-folder-'));
  const file = join(folder, 'orders.csv');
  writeFileSync(file, 'a,b\n');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ATTUNE_URL: 'http://cms:1337', ATTUNE_ADMIN_TOKEN: 'secret' };

  it('takes a folder for one, and leaves files to the import of history', () => {
    expect(namesFolder([folder])).toBe(true);
    expect(namesFolder(['--publish', '--url', 'http://cms', folder])).toBe(true);
    expect(namesFolder([file, '--map', folder])).toBe(false);
    expect(namesFolder(['--checkpoint', folder, file])).toBe(false);
    expect(namesFolder(['--help'])).toBe(false);
  });

  it('knows where and who, and each option where it belongs', () => {
    expect(readFolderRequest('import', [folder, '--publish', '--dry-run'], env)).toEqual({
      folder,
      url: 'http://cms:1337',
      token: 'secret',
      dryRun: true,
      prune: false,
      publish: true,
    });
    expect(readFolderRequest('export', [join(folder, 'new'), '--prune'], env).prune).toBe(true);
    const refused: readonly (readonly ['export' | 'import', readonly string[], NodeJS.ProcessEnv, RegExp])[] =
      [
        ['import', [join(folder, 'new')], env, /There is no folder/],
        ['import', [], env, /one folder/],
        ['import', [folder], { ATTUNE_URL: 'http://cms' }, /admin token/],
        ['export', [folder, '--url', 'cms'], env, /--url/],
        ['import', [folder, '--prune'], env, /--prune/],
        ['export', [folder, '--publish'], env, /--publish/],
      ];
    for (const [command, args, around, words] of refused) {
      expect(() => readFolderRequest(command, args, around)).toThrow(words);
    }
  });
});
