import type { Context } from 'koa';

/** Which sites may send events from the browser. */
export interface Cors {
  /** False for an origin that may not; else the answer's headers are set. */
  allow(ctx: Context): boolean;
  /** Answers a preflight. */
  preflight(ctx: Context): void;
}

const A_DAY_S = '86400';
const HEADERS = 'authorization, content-type, content-encoding, attune-visitor, attune-context';

/** No cookie steers this lane, so that credentials are never asked for. */
export const createCors = (allowedOrigins: readonly string[]): Cors => {
  const everybody = allowedOrigins.includes('*');
  const allow = (ctx: Context): boolean => {
    const { origin } = ctx.req.headers;
    if (origin === undefined) return true;
    if (!everybody && !allowedOrigins.includes(origin)) return false;
    ctx.set('access-control-allow-origin', everybody ? '*' : origin);
    if (!everybody) ctx.vary('Origin');
    ctx.set('access-control-expose-headers', 'retry-after');
    return true;
  };
  return {
    allow,
    preflight(ctx) {
      if (allow(ctx)) {
        ctx.set('access-control-allow-methods', 'GET, POST, OPTIONS');
        ctx.set('access-control-allow-headers', HEADERS);
        ctx.set('access-control-max-age', A_DAY_S);
      }
      ctx.status = 204;
    },
  };
};
