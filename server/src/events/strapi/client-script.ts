import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

import type { Context } from 'koa';

interface Script {
  readonly plain: Buffer;
  readonly packed: Buffer;
  readonly etag: string;
}

const load = async (file: string): Promise<Script> => {
  const plain = await readFile(file);
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 20);
  return { plain, packed: gzipSync(plain, { level: 9 }), etag: `W/"${digest}"` };
};

/** Serves the browser script; read and packed once. False when the package was built without it. */
export const createClientScript = (file: string): ((ctx: Context) => Promise<boolean>) => {
  let script: Promise<Script> | undefined;
  return async (ctx) => {
    script ??= load(file);
    const loaded = await script.catch(() => undefined);
    if (!loaded) {
      script = undefined;
      return false;
    }
    ctx.set({
      etag: loaded.etag,
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'content-type': 'text/javascript; charset=utf-8',
    });
    ctx.vary('Accept-Encoding');
    ctx.status = 200;
    // Not `ctx.fresh`: Node's fetch sends `no-cache` along with every If-None-Match.
    if (ctx.get('if-none-match').includes(loaded.etag)) {
      ctx.status = 304;
      return true;
    }
    const isPacked = ctx.acceptsEncodings('gzip', 'identity') === 'gzip';
    if (isPacked) ctx.set('content-encoding', 'gzip');
    ctx.body = isPacked ? loaded.packed : loaded.plain;
    return true;
  };
};
