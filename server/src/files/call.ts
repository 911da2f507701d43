import axios from 'axios';

import type { AnswerOf, Endpoint, InputOf } from '../../../plugin/src';

/** Calls an endpoint of the admin lane; the types are those of its declaration. Throws a CallFault. */
export type Call = <E extends Endpoint>(endpoint: E, input: InputOf<E>) => Promise<AnswerOf<E>>;

/** Strapi cannot be reached, or has said no. */
export class CallFault extends Error {
  override readonly name = 'CallFault';

  constructor(
    message: string,
    /** Undefined when no answer came. */
    readonly status: number | undefined,
  ) {
    super(message);
  }
}

const PATIENCE_MS = 60_000;

interface Body {
  readonly error?: { readonly message?: string };
}

const inWords = (status: number, { permission }: Endpoint, message: string): string => {
  if (status === 401) return 'Strapi does not know this token, or it has expired.';
  if (status === 403) return `The token lacks the permission "${permission ?? ''}".`;
  return `Strapi answered ${status}. ${message}`.trim();
};

/** `token`: an admin token of Strapi, or the session of an administrator. */
export const createCall = (url: string, token: string): Call => {
  const http = axios.create({
    baseURL: `${url.replace(/\/+$/, '')}/attune`,
    timeout: PATIENCE_MS,
    maxRedirects: 0,
    headers: { Authorization: `Bearer ${token}` },
    validateStatus: () => true,
  });
  return async <E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<AnswerOf<E>> => {
    const rest = { ...(input as Record<string, unknown>) };
    const path = endpoint.path.replace(/:(\w+)/g, (_whole, name: string) => {
      const value = String(rest[name]);
      delete rest[name];
      return encodeURIComponent(value);
    });
    const inQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE';
    const { status, data } = await http
      .request<AnswerOf<E> & Body>({
        method: endpoint.method,
        url: path,
        ...(inQuery ? { params: rest } : { data: rest }),
      })
      .catch((error: { code?: string }) => {
        throw new CallFault(`Strapi cannot be reached (${error.code ?? 'no answer'}).`, undefined);
      });
    if (status === 200 && typeof data === 'object') return data;
    // A page instead of an answer: another server, or Attune is not there.
    const message = data?.error?.message ?? 'This is not the answer of a Strapi with Attune.';
    throw new CallFault(inWords(status, endpoint, message), status);
  };
};
