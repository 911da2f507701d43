import type { Core, UID } from '@strapi/strapi';
import type { Context, Middleware } from 'koa';
import { v7 } from 'uuid';

import { AUDIENCE_FIELD, EXPERIENCE_FIELD } from '../../../../plugin/src';
import type { AttuneConfig } from '../../strapi/config';
import { createLog } from '../../strapi/log';
import {
  closedView,
  createCompiler,
  createCutter,
  createExperiences,
  createGuard,
  createKeeper,
  createJudge,
  createKeys,
  createMergeTags,
  createShapes,
  createTagEchoes,
  createVariants,
  type Asker,
  type Model,
  type View,
} from '..';
import { createAudienceRows } from './audience-rows';
import { allowRequestHeaders } from './cors';
import { guardQueries, tagSanitized, useDocuments } from './documents';
import { useGraphql } from './graphql';
import { passPreviewOn } from './preview-handler';
import { createFileRows } from './file-rows';
import { isPersonalised, passOtherCaches } from './other-caches';
import { createPages } from './pages';
import { createLane, type Lane } from './lane';
import type { PlainRequest } from './request';
import { createContentMiddleware } from './rest';

/** The part of the ring that answers on the request path; undefined until it has started. */
export interface Viewing {
  viewOf(ctx: Context): View;
  /** Who asks, for a request that brings no session; undefined where what was judged may be remembered for nobody. */
  askerOf(ctx: PlainRequest): Asker | undefined;
}

interface Registered {
  readonly lane: Lane | undefined;
  /** Stands behind the lane and before whatever keeps answers by their address alone. */
  readonly passCaches: Middleware | undefined;
}

/** Without this the public API would print who a block is for, and every variant. */
const hideRules = (strapi: Core.Strapi): void => {
  for (const { attributes } of [...Object.values(strapi.components), ...Object.values(strapi.contentTypes)]) {
    for (const attribute of Object.values(attributes) as { customField?: string; private?: boolean }[]) {
      if ([AUDIENCE_FIELD, EXPERIENCE_FIELD].includes(attribute.customField ?? '')) attribute.private = true;
    }
  }
};

/** Throws for a name that is no content type: what it was meant for would be refused audiences. */
const knownTypes = (
  strapi: Core.Strapi,
  types: readonly string[] | undefined,
): ReadonlySet<string> | undefined => {
  const unknown = types?.find((uid) => !(uid in strapi.contentTypes));
  if (unknown !== undefined)
    throw new Error(
      `The attune plugin's configuration is not valid:\n  content.types: there is no content type "${unknown}".`,
    );
  return types && new Set(types);
};

/**
 * What must be in place before Strapi builds its routes and schemas. Until the ring has started, and whenever it is
 * not there, targeted blocks are hidden.
 */
export const registerContent = (
  strapi: Core.Strapi,
  config: AttuneConfig['content'],
  viewing: () => Viewing | undefined,
): Registered => {
  const shapes = createShapes((uid) => strapi.getModel(uid as UID.Schema) as unknown as Model | undefined);
  const guard = createGuard(shapes);
  const log = createLog(strapi);
  const audiences = createAudienceRows(strapi, shapes);
  const files = createFileRows(strapi);
  const judge = createJudge({ audiences, log });
  const experiences = createExperiences({ audiences, log });
  const tags = createMergeTags(config.mergeTags);
  const variants = createVariants({ shapes, files, log });
  const cutter = createCutter({ shapes, judge, experiences, variants, tags });
  const newId = () => v7();
  const pages = createPages({
    shapes,
    compile: createCompiler({ shapes, judge, experiences, variants, tags, newId }),
  });
  const closed = closedView(Date.now);
  const viewOf = (ctx: Context): View => viewing()?.viewOf(ctx) ?? closed;

  hideRules(strapi);
  allowRequestHeaders(strapi);
  useDocuments(strapi, {
    shapes,
    guard,
    keeper: createKeeper(shapes),
    tagEchoes: createTagEchoes({ shapes, tags }),
    viewOf,
    fillKeys: createKeys({ shapes, tags, types: knownTypes(strapi, config.types), newId }),
  });
  tagSanitized(strapi);
  guardQueries(strapi, guard);
  passPreviewOn(strapi);
  const lane =
    config.cache &&
    createLane(strapi, {
      settings: config.cache,
      shapes,
      pages,
      viewOf,
      askerOf: (ctx) => viewing()?.askerOf(ctx),
      now: Date.now,
      newId,
      log,
    });
  strapi.server
    .api('content-api')
    .use(createContentMiddleware({ shapes, cutter, pages, viewOf, lane: lane || undefined }));
  useGraphql(strapi, { shapes, guard, cutter, audiences, files, tags, viewOf });
  const passes = strapi.plugin('strapi-cache') && isPersonalised(strapi, shapes);
  return { lane: lane || undefined, passCaches: passes ? passOtherCaches(strapi) : undefined };
};

/**
 * Strapi offers among an API token's permissions what its controllers are marked with. This one has no route: it
 * stands for the right to ask for every variant.
 */
export const contentControllers = {
  content: {
    all: Object.assign((ctx: Context) => ctx.notFound(), { [Symbol.for('__type__')]: ['content-api'] }),
  },
};
