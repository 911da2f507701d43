import type { Context } from 'koa';

import type { Served } from './endpoints';
import type { Tick } from './heartbeat';

/** What a slice's adapter brings to the composition: its face for the others, and its hooks into the world. */
export interface SliceParts<Face> {
  readonly face: Face;
  readonly served?: readonly Served[];
  readonly ticks?: readonly Tick[];
  readonly early?: readonly EarlyRoute[];
  /** After migrations, before the first request: seeds, caches. */
  start?(): Promise<void>;
  /** On SIGTERM: finish what was accepted. */
  drain?(): Promise<void>;
  /** One or more lines of `/attune/health`. */
  health?(): Promise<Readonly<Record<string, unknown>>>;
}

/** Served before Strapi's own stack: it brings its own CORS, limits and errors. True when it answered. */
export type EarlyRoute = (ctx: Context) => Promise<boolean> | boolean;
