import type { Core } from '@strapi/strapi';
import type { Context, Middleware } from 'koa';

import { ANY, createKept, createReads, type Asker, type KeptFigures, type Shapes, type View } from '../..';
import type { Clock, Log, NewId } from '../../../ports';
import type { ShownPage } from '../answer';
import type { Pages } from '../pages';
import type { PlainRequest } from '../request';
import { createBehind, type BehindPage } from './behind';
import { createChanges } from './changes';
import { watchDatabase } from './database';
import { createDoorstep } from './doorstep';
import { createEarly, type EarlyPage } from './early';
import { watchForeign } from './foreign';
import { createRoutes, targetOf, type Route, type Routes } from './routes';
import { createAbilities, createShortWay, rememberPublicRights, RIGHTS, type Rights } from './short-way';

/** As configured under `content.cache`. */
export interface LaneSettings {
  readonly bytes: number;
  readonly types: readonly string[];
}

export interface LaneFigures {
  readonly early: KeptFigures;
  readonly behind: KeptFigures;
  readonly failures: number;
  /** Whether writes of other instances are heard of. */
  readonly deaf: boolean;
}

export interface Lane {
  readonly middleware: Middleware;
  /** The page that stands for this answer already, or is made of it because its route is one of a lane. */
  pageOf(ctx: Context, body: unknown): Promise<ShownPage | undefined>;
  readonly routes: () => ReturnType<Routes['all']>;
  figures(): LaneFigures;
  /** Writes are listened for; nothing is kept before. */
  start(): Promise<void>;
  beat(): Promise<void>;
  stop(): Promise<void>;
}

interface Needs {
  readonly settings: LaneSettings;
  readonly shapes: Shapes;
  readonly pages: Pages;
  viewOf(ctx: Context): View;
  askerOf(ctx: PlainRequest): Asker | undefined;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

/** Rights and languages: every answer is made from them, though Strapi may have read them before. */
const BASE = [
  ...RIGHTS,
  'admin::api-token',
  'admin::api-token-permission',
  'plugin::i18n.locale',
  'strapi::core-store',
];

/** Some thousands of rights; no app has more. */
const RIGHTS_BYTES = 4_000_000;

/** A part of the memory for what is kept behind auth, which few apps need. */
const BEHIND_SHARE = 0.25;

/** The route that has answered. */
const routeOf = (ctx: Context): Route | undefined => (ctx.state as { route?: Route }).route;

export const createLane = (strapi: Core.Strapi, needs: Needs): Lane => {
  const { settings, shapes, pages, viewOf, askerOf, now, newId, log } = needs;
  const reads = createReads(shapes);
  const foreign = watchForeign(strapi);
  const abilities = createAbilities(strapi);
  const named = new Set(settings.types);
  const memories = {
    early: createKept<EarlyPage>({ maxBytes: settings.bytes * (1 - BEHIND_SHARE), now }),
    behind: createKept<BehindPage>({ maxBytes: settings.bytes * BEHIND_SHARE, now }),
    rights: createKept<Rights>({ maxBytes: RIGHTS_BYTES, now }),
  };
  const changes = createChanges({ db: strapi.db.connection, self: newId(), now, log });
  let listening = false;
  let deaf = false;
  let blind = false;
  let failures = 0;

  const rest = (): void => {
    for (const memory of Object.values(memories)) memory.rest(deaf || blind);
  };
  const dropAll = (): void => {
    for (const memory of Object.values(memories)) memory.dropAll();
  };
  const drop = (uids: readonly string[]): void => {
    if (uids.includes(ANY)) return dropAll();
    for (const memory of Object.values(memories)) memory.drop(uids);
  };

  watchDatabase(strapi, {
    onRead(uid, params) {
      const ctx = strapi.requestContext.get() as Context | undefined;
      if (!ctx) return;
      const fills = [early.fillingOf(ctx)?.fill, behind.fillOf(ctx)];
      for (const fill of fills) if (fill?.isKnown) reads(uid, params, fill.note);
    },
    onWriting: (uid, trx) => changes.tell([uid], trx),
    onWritten(uids, told) {
      drop(uids);
      if (!told) return changes.tell(uids);
    },
    onBlind(to) {
      blind = to;
      dropAll();
      rest();
      // What was not heard of here, others have not heard of either.
      if (!to) void changes.tell([ANY]);
    },
  });

  const isPrivateUpload = (): boolean => {
    const upload = strapi.plugins.upload as { provider?: { isPrivate?(): unknown } } | undefined;
    return upload?.provider?.isPrivate?.() !== false && upload !== undefined;
  };
  const isOpen = (): boolean => listening;
  const isEarly = (route: Route): boolean => routes.of(route).lane === 'early';

  const early = createEarly({
    strapi,
    kept: memories.early,
    base: BASE,
    isOpen,
    viewOf,
    askerOf,
    onFailure: () => void (failures += 1),
    isHere(ctx) {
      const route = routeOf(ctx);
      return route && isEarly(route);
    },
    shortWay: createShortWay(strapi, foreign),
    doorstep: () => doorstep,
    now,
    log,
  });
  const doorstep = createDoorstep({
    strapi,
    isFirst: () => strapi.server.app.middleware[0] === early.middleware,
    readyFor: early.readyFor,
    isElsewhere: early.isElsewhere,
    wayOf: early.wayOf,
  });
  const behind = createBehind({
    strapi,
    kept: memories.behind,
    base: BASE,
    routes: () => routes,
    isOpen,
    askerOf,
    makePage: pages.make,
    now,
  });
  const routes = createRoutes({ strapi, foreign, named, isOwn: behind.isOwn, isPrivateUpload });

  const initRouting = strapi.server.initRouting.bind(strapi.server);
  strapi.server.initRouting = () => {
    behind.wrap();
    return initRouting();
  };

  return {
    middleware: early.middleware,
    async pageOf(ctx, body) {
      const ready = behind.readyOf(ctx, body);
      if (ready) return ready;
      const filling = early.fillingOf(ctx);
      const route = routeOf(ctx);
      const uid = route && targetOf(route)?.uid;
      if (!filling || !route || !uid || !isEarly(route) || ctx.status !== 200) return undefined;
      const made = await pages.make(ctx, body, uid);
      if (!made) return undefined;
      const { fill } = filling;
      fill.note(uid);
      filling.offered = made;
      return { ...made, grow: fill.isWanted };
    },
    routes: () => routes.all(),
    figures: () => ({ early: memories.early.figures(), behind: memories.behind.figures(), failures, deaf }),
    async start() {
      await changes.start({
        onWritten: drop,
        onAnything: dropAll,
        onDeaf(to) {
          deaf = to;
          rest();
        },
      });
      rememberPublicRights({ strapi, kept: memories.rights, isOpen, now });
      abilities.remember();
      listening = true;
      doorstep.open();
    },
    beat: () => changes.beat(),
    async stop() {
      listening = false;
      doorstep.close();
      await changes.stop();
    },
  };
};
