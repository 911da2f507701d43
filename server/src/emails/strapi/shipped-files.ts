import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { JsonObject } from '../../../../plugin/src';
import type { Shipped, ShippedEmail } from '..';

/** The package's `templates/`: beside `dist/` when installed, at the root of the repository otherwise. */
const findTemplates = (from: string): string => {
  const here = join(from, 'templates');
  if (existsSync(join(here, 'emails'))) return here;
  const above = dirname(from);
  if (above === from) throw new Error('The package is not whole: its folder "templates" is missing.');
  return findTemplates(above);
};

const text = (...path: string[]): string => readFileSync(join(...path), 'utf8');

const json = (...path: string[]): JsonObject => JSON.parse(text(...path)) as JsonObject;

const readEmail = (folder: string): ShippedEmail => {
  const { name, layout } = json(folder, 'email.json');
  return {
    key: basename(folder),
    name: String(name),
    layout: String(layout),
    subject: text(folder, 'subject.hbs').trim(),
    html: text(folder, 'html.hbs'),
    text: text(folder, 'text.hbs'),
    sample: json(folder, 'sample.json') as ShippedEmail['sample'],
  };
};

export const readShipped = (from: string = __dirname): Shipped => {
  const root = findTemplates(from);
  const layouts = readdirSync(join(root, 'layouts'))
    .filter((file) => file.endsWith('.html.hbs'))
    .map((file) => file.slice(0, -'.html.hbs'.length));
  const partials = readdirSync(join(root, 'partials')).filter((file) => file.endsWith('.hbs'));
  return {
    emails: readdirSync(join(root, 'emails'))
      .sort()
      .map((key) => readEmail(join(root, 'emails', key))),
    layouts: Object.fromEntries(
      layouts.map((name) => [
        name,
        {
          html: text(root, 'layouts', `${name}.html.hbs`),
          text: text(root, 'layouts', `${name}.text.hbs`),
        },
      ]),
    ),
    partials: Object.fromEntries(
      partials.map((file) => [file.slice(0, -'.hbs'.length), text(root, 'partials', file)]),
    ),
  };
};
