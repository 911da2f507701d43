import type { IncomingHttpHeaders } from 'node:http';

import type { Context } from 'koa';

import {
  contentEndpoints,
  isJsonObject,
  isUnnamedKey,
  PluginError,
  type Json,
  type JsonObject,
} from '../../../../plugin/src';
import { serve, type Served } from '../../strapi/endpoints';
import type { View } from '..';
import type { CallersKey } from './decide';
import type { Previewed } from './previewed';

interface Needs {
  readonly keyOf: (headers: IncomingHttpHeaders, body: JsonObject) => Promise<CallersKey | undefined>;
  readonly viewOf: (ctx: Context) => View;
  readonly previewed: (ctx: Context) => Promise<Previewed | undefined>;
  /** Traits that pages may print: `firstName`, `address.city`. */
  readonly allowed: readonly string[];
}

const readPath = (traits: JsonObject, path: string): Json | undefined =>
  path
    .split('.')
    .reduce<
      Json | undefined
    >((value, name) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined), traits);

/** `GET /v1/visitor`: the same judgement as a page's, for servers that choose by themselves. */
export const visitorServed = ({ keyOf, viewOf, previewed, allowed }: Needs): Served =>
  serve(contentEndpoints.visitor, async (_input, { ctx }) => {
    const key = await keyOf(ctx.req.headers, {});
    if (!key) throw new PluginError('unauthorized', 'Expected a write key that is known.');
    if (key.kind !== 'server' || ctx.req.headers.origin !== undefined)
      throw new PluginError('forbidden', 'Expected a server key, from a server: no browser is told this.');
    ctx.set('Cache-Control', 'private, no-store');
    const view = viewOf(ctx);
    const [standing, known, preview] = await Promise.all([view.segments(), view.traits?.(), previewed(ctx)]);
    const segments = [...(standing ?? [])].flatMap(([name, isIn]) =>
      isIn && !isUnnamedKey(name) ? name : [],
    );
    const traits = Object.fromEntries(
      allowed.flatMap((path) => {
        const value = known && readPath(known, path);
        return value === undefined ? [] : [[path, value]];
      }),
    );
    return { data: { segments: segments.sort(), traits: traits as never, ...(preview && { preview }) } };
  });
