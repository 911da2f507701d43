import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import { isPreviewToken, PREVIEW_MS } from '..';

const COOKIE = 'attune_preview';
const HANDLER = 'admin.preview.config.handler';
/** What the website passes on as `Attune-Visitor`. */
const PARAMETER = 'attune-preview';

type Handler = (uid: string, params: { readonly documentId?: string }) => unknown;

/** From now on this administrator's browser opens Strapi's Preview of this entry so. */
export const rememberPreview = (ctx: Context, documentId: string, token: string): void => {
  ctx.cookies.set(COOKIE, `${documentId}:${token}`, {
    path: '/',
    maxAge: PREVIEW_MS,
    httpOnly: true,
    sameSite: 'strict',
    overwrite: true,
  });
};

const tokenFor = (ctx: Context | undefined, documentId: string | undefined): string | undefined => {
  const [document, token = ''] = (ctx?.cookies.get(COOKIE) ?? '').split(':');
  return document !== '' && document === documentId && isPreviewToken(token) ? token : undefined;
};

/** Nobody is chosen any longer for this entry; what was chosen for another stands. */
export const forgetPreview = (ctx: Context, documentId: string): void => {
  if (tokenFor(ctx, documentId) === undefined) return;
  ctx.cookies.set(COOKIE, null, { path: '/', httpOnly: true, sameSite: 'strict', overwrite: true });
};

const withToken = (url: string, token: string): string => {
  const [address = '', hash] = url.split('#');
  const joined = `${address}${address.includes('?') ? '&' : '?'}${PARAMETER}=${encodeURIComponent(token)}`;
  return hash === undefined ? joined : `${joined}#${hash}`;
};

/** Strapi's Preview asks the app for an address: the token of the view that was chosen beside the form goes with it. */
export const passPreviewOn = (strapi: Core.Strapi): void => {
  const handler = strapi.config.get<Handler | undefined>(HANDLER);
  if (typeof handler !== 'function') return;
  const passing: Handler = async (uid, params) => {
    const url: unknown = await handler(uid, params);
    const ctx = strapi.requestContext.get() as Context | undefined;
    const token = tokenFor(ctx, params.documentId);
    return typeof url === 'string' && url !== '' && token ? withToken(url, token) : url;
  };
  strapi.config.set(HANDLER, passing);
};
