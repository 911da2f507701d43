import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Schema {
  attributes: Record<string, { customField?: string }>;
}

const here = dirname(fileURLToPath(import.meta.url));

/** A copy of the test app without a trace of the plugin in its schemas: Strapi starts without it. Answers its folder. */
export const makePlainApp = (name: string): string => {
  // Beside node_modules, so that it finds Strapi.
  const app = join(here, '..', '..', 'node_modules', '.cache', `attune-plain-${name}`);
  rmSync(app, { recursive: true, force: true });
  cpSync(join(here, 'app'), app, { recursive: true });
  for (const file of readdirSync(join(app, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue;
    const path = join(app, 'src', file);
    const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema;
    schema.attributes = Object.fromEntries(
      Object.entries(schema.attributes).filter(
        ([, { customField }]) => !customField?.startsWith('plugin::attune.'),
      ),
    );
    writeFileSync(path, JSON.stringify(schema));
  }
  return app;
};
