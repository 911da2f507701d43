import type { Core } from '@strapi/strapi';

import { REQUEST_HEADERS } from './request';

const CORS = 'strapi::cors';
/** What Strapi allows when nothing is configured. */
const DEFAULT_HEADERS = ['Content-Type', 'Authorization', 'Origin', 'Accept'];

interface Configured {
  readonly name?: string;
  readonly config?: { readonly headers?: readonly string[] | string };
}

const isCors = (entry: unknown): entry is string | Configured =>
  entry === CORS || (typeof entry === 'object' && entry !== null && (entry as Configured).name === CORS);

const withHeaders = (entry: string | Configured): Configured => {
  const config = (typeof entry === 'string' ? undefined : entry.config) ?? {};
  const given = config.headers ?? DEFAULT_HEADERS;
  const headers = typeof given === 'string' ? given.split(',').map((name) => name.trim()) : given;
  return { name: CORS, config: { ...config, headers: [...new Set([...headers, ...REQUEST_HEADERS])] } };
};

/** Strapi's preflight refuses headers that it does not know: ours are added to those the app allows. */
export const allowRequestHeaders = (strapi: Core.Strapi): void => {
  const configured = strapi.config.get<unknown>('middlewares');
  if (!Array.isArray(configured)) return;
  strapi.config.set(
    'middlewares',
    configured.map((entry: unknown) => (isCors(entry) ? withHeaders(entry) : entry)),
  );
};
