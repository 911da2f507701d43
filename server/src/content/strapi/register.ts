import type { Core, UID } from '@strapi/strapi';
import type { Context } from 'koa';
import { v7 } from 'uuid';

import { AUDIENCE_FIELD } from '../../../../plugin/src';
import { createLog } from '../../strapi/log';
import {
  closedView,
  createCutter,
  createGuard,
  createKeeper,
  createJudge,
  createKeys,
  createShapes,
  type Model,
  type View,
} from '..';
import { createAudienceRows } from './audience-rows';
import { allowRequestHeaders } from './cors';
import { guardQueries, tagSanitized, useDocuments } from './documents';
import { useGraphql } from './graphql';
import { passPreviewOn } from './preview-handler';
import { createLane, type Lane, type LaneSettings } from './lane';
import { createContentMiddleware } from './rest';

/** The part of the ring that answers on the request path; undefined until it has started. */
export interface Viewing {
  viewOf(ctx: Context): View;
}

/** Without this the public API would print who a block is for. */
const hideAudiences = (strapi: Core.Strapi): void => {
  for (const { attributes } of [...Object.values(strapi.components), ...Object.values(strapi.contentTypes)]) {
    for (const attribute of Object.values(attributes) as { customField?: string; private?: boolean }[]) {
      if (attribute.customField === AUDIENCE_FIELD) attribute.private = true;
    }
  }
};

/**
 * What must be in place before Strapi builds its routes and schemas. Until the ring has started, and whenever it is
 * not there, targeted blocks are hidden.
 */
export const registerContent = (
  strapi: Core.Strapi,
  cache: LaneSettings | undefined,
  viewing: () => Viewing | undefined,
): Lane | undefined => {
  const shapes = createShapes((uid) => strapi.getModel(uid as UID.Schema) as unknown as Model | undefined);
  const guard = createGuard(shapes);
  const judge = createJudge({ audiences: createAudienceRows(strapi, shapes), log: createLog(strapi) });
  const cutter = createCutter({ shapes, judge });
  const closed = closedView(Date.now);
  const viewOf = (ctx: Context): View => viewing()?.viewOf(ctx) ?? closed;

  hideAudiences(strapi);
  allowRequestHeaders(strapi);
  useDocuments(strapi, {
    shapes,
    guard,
    keeper: createKeeper(shapes),
    fillKeys: createKeys({ shapes, newId: () => v7() }),
  });
  tagSanitized(strapi);
  guardQueries(strapi, guard);
  passPreviewOn(strapi);
  const lane =
    cache &&
    createLane(strapi, {
      settings: cache,
      shapes,
      judge,
      viewOf,
      now: Date.now,
      newId: () => v7(),
      log: createLog(strapi),
    });
  strapi.server.api('content-api').use(createContentMiddleware({ shapes, cutter, viewOf, lane }));
  useGraphql(strapi, { shapes, guard, cutter, viewOf });
  return lane;
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
