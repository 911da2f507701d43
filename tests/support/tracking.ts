import { TEST_KEYS, type BootedStrapi } from './strapi';

/** Sends to the tracking API as a client would; the body as JSON unless it is text or bytes already. */
export const createTracker = (app: Pick<BootedStrapi, 'url'>) => {
  const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/api/attune/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body:
        typeof body === 'string' || body instanceof Uint8Array
          ? (body as NonNullable<RequestInit['body']>)
          : JSON.stringify(body),
    });
  return {
    send,
    /** As the shop's page. */
    browser: (path: string, body: object) => send(path, { writeKey: TEST_KEYS.browser, ...body }),
    /** As the shop's server. */
    server: (path: string, body: object) =>
      send(path, body, {
        authorization: `Basic ${Buffer.from(`${TEST_KEYS.server}:`).toString('base64')}`,
      }),
  };
};

/** In the context of an event: this visitor has agreed to be measured. */
export const AGREED = { consent: { analytics: true } } as const;
