import type { FetchClient } from '@strapi/strapi/admin';

import type { AnswerOf, Endpoint, InputOf } from '../../plugin/src/endpoints';

type Values = Readonly<Record<string, unknown>>;

export interface EndpointRequest {
  readonly url: string;
  /** What is left after the path: the query of a GET or DELETE, the body of a POST or PUT. */
  readonly rest: Values;
}

/** Fills the path of an endpoint from its input. A path parameter that is missing is a fault of ours: it throws. */
export const requestOf = (endpoint: Pick<Endpoint, 'path' | 'lane'>, input: Values): EndpointRequest => {
  const used = new Set<string>();
  const path = endpoint.path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = input[name];
    if (value === undefined || value === null || value === '') throw new Error(`The path wants ${name}.`);
    used.add(name);
    return encodeURIComponent(String(value));
  });
  return {
    url: `${endpoint.lane === 'public' ? '/api/attune' : '/attune'}${path}`,
    rest: Object.fromEntries(
      Object.entries(input).filter(([name, value]) => !used.has(name) && value !== undefined),
    ),
  };
};

/** The query of a call, arrays and objects left to JSON since the server's query values are strings. */
const queryOf = (rest: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(rest)
      .filter(([, value]) => value !== '' && value !== null)
      .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );

/** Calls an endpoint with the admin's session; the types are those of its declaration. */
export const call = async <E extends Endpoint>(
  client: FetchClient,
  endpoint: E,
  input: InputOf<E>,
  signal?: AbortSignal,
): Promise<AnswerOf<E>> => {
  const { url, rest } = requestOf(endpoint, input as Values);
  const params = queryOf(rest);
  switch (endpoint.method) {
    case 'GET':
      return (await client.get<AnswerOf<E>>(url, { params, signal })).data;
    case 'DELETE':
      return (await client.del<AnswerOf<E>>(url, { params, signal })).data;
    case 'POST':
      return (await client.post<AnswerOf<E>>(url, rest, { signal })).data;
    case 'PUT':
      return (await client.put<AnswerOf<E>>(url, rest, { signal })).data;
  }
};

/** Sends a file to an endpoint that reads one; what is not in its path goes into the query. */
export const upload = async <E extends Endpoint>(
  client: FetchClient,
  endpoint: E,
  input: InputOf<E>,
  file: Blob,
): Promise<AnswerOf<E>> => {
  const { url, rest } = requestOf(endpoint, input as Values);
  const form = new FormData();
  form.append('files', file);
  return (await client.post<AnswerOf<E>>(url, form, { params: queryOf(rest) })).data;
};

/** The file that an endpoint answers with. */
export const download = async (client: FetchClient, endpoint: Endpoint, input: Values): Promise<Blob> => {
  const { url, rest } = requestOf(endpoint, input);
  return (await client.get<Blob>(url, { params: queryOf(rest), responseType: 'blob' })).data;
};
