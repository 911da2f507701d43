import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

describe('npx attune attach and detach', () => {
  let app: string;
  const attune = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'dist/bin/attune.js'), ...args], { encoding: 'utf8', cwd: app });
  const text = (file: string) => readFileSync(join(app, 'src/components', file), 'utf8');

  beforeAll(() => {
    app = mkdtempSync(join(tmpdir(), 'attune-attach-'));
    cpSync(join(root, 'tests/support/app/package.json'), join(app, 'package.json'));
    cpSync(join(root, 'tests/support/app/src'), join(app, 'src'), { recursive: true });
  });
  afterAll(() => rmSync(app, { recursive: true, force: true }));

  it('attaches to the blocks of zones, once, and says what it did', () => {
    const before = text('blocks/note.json');
    const tried = attune('attach', '--dry-run');
    expect(tried.stdout).toContain('1 schema file would change');
    expect(text('blocks/note.json')).toBe(before);
    const done = attune('attach');
    expect(done.stdout).toContain('+ blocks.note  audience in src/components/blocks/note.json');
    expect(done.stdout).toContain('= blocks.hero  as it was');
    expect(done.status).toBe(0);
    expect(JSON.parse(text('blocks/note.json'))).toMatchObject({
      attributes: { audience: { type: 'customField', customField: 'plugin::attune.audience' } },
    });
    expect(text('parts/seo.json')).not.toContain('audience');
    expect(attune('attach').stdout).toContain('0 schema files changed');
  });

  it('gives a content type the field for variants, each language its own', () => {
    const path = join(app, 'src/api/page/content-types/page/schema.json');
    const done = attune('attach', '--experience', 'api::page.page');
    expect(done.stdout).toContain(
      '+ api::page.page  experience in src/api/page/content-types/page/schema.json',
    );
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      attributes: {
        experience: {
          type: 'customField',
          customField: 'plugin::attune.experience',
          pluginOptions: { i18n: { localized: true } },
        },
      },
    });
    const unknown = attune('attach', '--experience', 'api::page.pgae');
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain('api::page.page');
    expect(readFileSync(path, 'utf8')).not.toContain('attune.audience');
  });

  it('detaches everywhere, and warns of what becomes public', () => {
    const done = attune('detach', '--offline', '--dir', app);
    expect(done.stdout).toContain('- blocks.hero  audience');
    expect(done.stdout).toContain('everybody sees');
    expect(text('blocks/hero.json') + text('parts/card.json')).not.toContain('plugin::attune');
    const page = readFileSync(join(app, 'src/api/page/content-types/page/schema.json'), 'utf8');
    expect(page).not.toContain('plugin::attune');
    expect(attune('detach', '--offline').stdout).toContain('0 schema files changed');
  });

  it('does nothing outside a Strapi app, or for a word it does not know', () => {
    expect(attune('attach', '--dir', tmpdir())).toMatchObject({ status: 1 });
    const unknown = attune('enlist');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('attune <command>');
    expect(attune('attach', '--force').status).toBe(2);
    expect(attune('detach').stderr).toContain('admin token');
    expect(attune('detach', '--free', '--unpublish', '--token', 'x').status).toBe(2);
    expect(attune().status).toBe(0);
  });
});
