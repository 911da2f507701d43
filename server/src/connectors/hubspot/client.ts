import axios from 'axios';
import type { z } from 'zod';

import { CrmFault } from '../../../../plugin/src';
import { faultOf } from './faults';

export interface HubspotClient {
  ask<A extends z.ZodType>(
    answer: A,
    request: {
      readonly method: 'GET' | 'POST' | 'PUT';
      readonly path: string;
      readonly query?: Readonly<Record<string, string>>;
      readonly body?: object;
    },
  ): Promise<z.output<A>>;
}

const PATIENCE_MS = 30_000;
const LARGEST_ANSWER = 20 * 1024 * 1024;

/** One request, one answer, checked. The token goes to this base address only: no redirect is followed. */
export const createHubspotClient = (baseUrl: string, token: string): HubspotClient => {
  const http = axios.create({
    baseURL: baseUrl.replace(/\/+$/, ''),
    timeout: PATIENCE_MS,
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER,
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
    validateStatus: () => true,
  });
  return {
    async ask(answer, { method, path, query, body }) {
      const response = await http
        .request<unknown>({ method, url: path, params: query, data: body })
        .catch((error: { code?: string }) => {
          throw new CrmFault(
            'unavailable',
            `HubSpot cannot be reached (${error.code ?? 'no code'}). Is there a way out to ${new URL(baseUrl).host}?`,
          );
        });
      const { status, data, headers } = response;
      if (status < 200 || status > 299) throw faultOf(status, data, headers['retry-after']);
      const read = answer.safeParse(data);
      if (!read.success) {
        const at = read.error.issues[0]?.path.join('.');
        throw new CrmFault('unexpected', `HubSpot's answer to ${path} is not as its contract says (${at}).`);
      }
      return read.data;
    },
  };
};
