import type { Context } from 'koa';

/** Where clients put their write key: Basic auth's user name, Bearer, or the body. */
export const writeKeyOf = (ctx: Context, fromBody: string | undefined): string | undefined => {
  const [scheme = '', value = ''] = (ctx.get('authorization') ?? '').split(' ');
  if (/^bearer$/i.test(scheme) && value) return value;
  if (/^basic$/i.test(scheme) && value) {
    return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || undefined;
  }
  return fromBody;
};
