import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';

import type { Core } from '@strapi/strapi';

export type Headers = Readonly<Record<string, string>>;

/** Whom a request inside comes from, as Koa reads it of the connection. */
export interface Origin {
  readonly remoteAddress: string | undefined;
  readonly encrypted: boolean;
}

const TIMEOUT_MS = 10_000;

const requestOf = (url: string, headers: Headers, origin: Origin): IncomingMessage => {
  const socket = new Socket();
  for (const [name, value] of Object.entries(origin)) Object.defineProperty(socket, name, { value });
  const request = new IncomingMessage(socket);
  Object.assign(request, { method: 'GET', url, headers, httpVersion: '1.1', complete: true });
  request.push(null);
  return request;
};

/** Takes what is written, and forgets it. */
const nowhere = (): Socket =>
  new Writable({ write: (_chunk, _encoding, done) => done() }) as unknown as Socket;

/**
 * A GET that goes through the whole of Strapi as any other would, the app's own middlewares included, without a
 * connection. `onMade` is given the request before it goes; answers the status, undefined when nothing came.
 */
export const askInside = (
  strapi: Core.Strapi,
  { url, headers, origin }: { readonly url: string; readonly headers: Headers; readonly origin: Origin },
  onMade: (request: IncomingMessage) => void,
): Promise<number | undefined> => {
  const request = requestOf(url, headers, origin);
  const response = new ServerResponse(request);
  response.assignSocket(nowhere());
  onMade(request);
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(undefined), TIMEOUT_MS);
    const end = (status: number | undefined): void => {
      clearTimeout(timer);
      request.destroy();
      resolve(status);
    };
    response.once('finish', () => end(response.statusCode));
    strapi.server.httpServer.emit('request', request, response);
  });
};
