import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  attributes: Record<string, Record<string, unknown>>;
}

const feature = {
  collectionName: 'components_blocks_features',
  info: { displayName: 'Feature' },
  options: {},
  attributes: {
    title: { type: 'string' },
    text: { type: 'text' },
    picture: { type: 'media', multiple: false },
    cards: { type: 'component', component: 'parts.card', repeatable: true },
    seo: { type: 'component', component: 'parts.seo' },
    audience: { type: 'customField', customField: 'plugin::attune.audience' },
  },
};

/** What both apps answer with at an address of its own, before Strapi's stack: the least that can be done. */
const BARE = `
const pieces = [];
module.exports = {
  register({ strapi }) {
    strapi.customFields.register({ name: 'mark', type: 'string' });
    if (process.env.BENCH_TARGETED === 'true') return;
    strapi.server.use(async (ctx, next) => {
      if (ctx.path !== '/bare') return next();
      if (pieces.length === 0) {
        const port = ctx.req.socket.localPort;
        const text = await (await fetch('http://127.0.0.1:' + port + ctx.query.of)).text();
        for (let at = 0; at < text.length; at += 500) pieces.push(text.slice(at, at + 500));
      }
      ctx.type = 'application/json; charset=utf-8';
      ctx.body = pieces.join('');
    });
  },
  bootstrap() {},
};
`;

/**
 * The least that can be done behind Strapi's auth: the same route and policy, and a middleware in the place of its
 * action that answers with the same text, as it was first made.
 */
const ROUTES = `
let text;
const bare = async (ctx, next) => {
  if (ctx.get('x-bare') !== 'yes') return next();
  if (text === undefined) {
    await next();
    text = JSON.stringify(ctx.body);
  }
  ctx.type = 'application/json; charset=utf-8';
  ctx.body = text;
};
module.exports = require('@strapi/strapi').factories.createCoreRouter('api::article.article', {
  config: { find: { policies: ['api::article.closed'], middlewares: [bare] } },
});
`;

const edit = (path: string, change: (schema: Schema) => void): void => {
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema;
  change(schema);
  writeFileSync(path, JSON.stringify(schema));
};

const isOurs = ({ customField }: Record<string, unknown>): boolean =>
  typeof customField === 'string' && customField.startsWith('plugin::attune.');

/** Strapi does not start with a custom field that no plugin knows. */
const withoutOurFields = (folder: string): void => {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.json')) continue;
    edit(join(folder, name), (schema) => {
      schema.attributes = Object.fromEntries(
        Object.entries(schema.attributes).filter(([, attribute]) => !isOurs(attribute)),
      );
    });
  }
};

/** A copy of the test app whose pages hold blocks with nested components and media; plain, without a trace of the plugin. */
export const makeApp = (source: string, app: string, plain: boolean): void => {
  rmSync(app, { recursive: true, force: true });
  cpSync(source, app, { recursive: true });
  const components = join(app, 'src/components');
  writeFileSync(join(components, 'blocks/feature.json'), JSON.stringify(feature));
  for (const type of ['page', 'article']) {
    edit(join(app, `src/api/${type}/content-types/${type}/schema.json`), ({ attributes }) => {
      (attributes.blocks!.components as string[]).push('blocks.feature');
      attributes.slug ??= { type: 'string' };
    });
  }
  writeFileSync(join(app, 'src/index.js'), BARE);
  if (!plain) return;
  withoutOurFields(join(app, 'src'));
  writeFileSync(join(app, 'src/api/article/routes/article.js'), ROUTES);
};
