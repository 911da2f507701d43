import { resolve } from 'node:path';

import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { v7 } from 'uuid';

import type { Endpoint } from '../../plugin/src';
import type { Lane } from './content/strapi/lane';
import { contentControllers, registerContent } from './content/strapi/register';
import { allTables } from './strapi/all-tables';
import type { Ring } from './strapi/assemble';
import { compose } from './strapi/compose';
import { parseConfig } from './strapi/config';
import { registerFields } from './strapi/custom-field';
import { createTransact, requireDatabase } from './strapi/database';
import { allEndpoints } from './strapi/endpoint-list';
import { routeOf } from './strapi/endpoints';
import { readGeoDatabase } from './strapi/geo-database';
import { createLog } from './strapi/log';
import { masterSecret } from './strapi/master-secret';
import { migrate } from './strapi/migrations';
import { registerPermissions } from './strapi/permissions';
import { createSecrets } from './strapi/secrets';

/** One per Strapi: two of them may live in one process, as in tests. */
const rings = new WeakMap<Core.Strapi, Ring>();
const lanes = new WeakMap<Core.Strapi, Lane>();
let newest: Core.Strapi | undefined;
const ringOf = (strapi: Core.Strapi | undefined): Ring | undefined => strapi && rings.get(strapi);

const find = (id: string) => ringOf(newest)?.served.get(id);
const routesOf = (...lanes: Endpoint['lane'][]) =>
  allEndpoints.filter(({ lane }) => lanes.includes(lane)).map((endpoint) => routeOf(endpoint, find));

/** Runs before Strapi's own stack, for what needs neither its session, its auth nor its body parser. */
const earlyLane = (strapi: Core.Strapi) => {
  const own = `${strapi.config.get<string>('api.rest.prefix', '/api')}/attune`;
  const ask = async (ctx: Context, next: Next): Promise<void> => {
    for (const route of ringOf(strapi)?.early ?? []) {
      if (await route(ctx)) return;
    }
    await next();
  };
  return (ctx: Context, next: Next): Promise<void> =>
    ctx.path.startsWith(own) ? ask(ctx, next) : (next() as Promise<void>);
};

export default {
  config: {
    default: {},
    validator: (config: unknown): void => {
      parseConfig(config);
    },
  },

  register({ strapi }: { strapi: Core.Strapi }) {
    requireDatabase(strapi.config.get<string>('database.connection.client'));
    newest = strapi;
    registerFields(strapi);
    const { content } = parseConfig(strapi.config.get('plugin::attune'));
    const { lane, passCaches } = registerContent(strapi, content, () => ringOf(strapi)?.content);
    if (lane) lanes.set(strapi, lane);
    // First of all, whichever plugin registers before: no other cache may keep what is answered here.
    strapi.server.app.middleware.unshift(
      ...(lane ? [lane.middleware] : []),
      earlyLane(strapi),
      ...(passCaches ? [passCaches] : []),
    );
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const config = parseConfig(strapi.config.get('plugin::attune'));
    const db = strapi.db.connection;
    await registerPermissions(strapi);
    await migrate(
      db,
      allTables.flatMap(({ migrations }) => migrations),
    );
    const ring = compose(
      {
        strapi,
        db,
        transact: createTransact(db),
        now: () => Date.now(),
        newId: () => v7(),
        log: createLog(strapi),
        secrets: createSecrets(masterSecret(strapi, config)),
        config,
        locate: config.geo.database
          ? readGeoDatabase(resolve(strapi.dirs.app.root, config.geo.database))
          : () => undefined,
      },
      lanes.get(strapi),
    );
    await ring.start();
    rings.set(strapi, ring);
  },

  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await ringOf(strapi)?.drain();
    rings.delete(strapi);
  },

  controllers: contentControllers,

  routes: {
    admin: { type: 'admin', routes: routesOf('admin', 'probe') },
    public: { type: 'content-api', routes: routesOf('public') },
  },
};
