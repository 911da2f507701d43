import { setTimeout as sleep } from 'node:timers/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import axios from 'axios';

import { waitOf } from '../connectors';
import type { Parcel } from './lanes';

/** Strapi cannot be reached or does not take what it is sent; a later run goes on from here. */
export class SendFault extends Error {
  override readonly name = 'SendFault';
}

/** An event of a batch that the server did not let in. */
export interface Refusal {
  readonly index: number;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export interface Answer {
  readonly status: number;
  /** Seconds, of a Retry-After. */
  readonly retryAfter?: number;
  readonly rejected: readonly Refusal[];
  readonly message: string;
}

/** Sends one body; throws when no answer comes. */
export type Post = (body: string) => Promise<Answer>;

interface Body {
  readonly rejected?: readonly Refusal[];
  readonly error?: { readonly message?: string };
}

const PATIENCE_MS = 60_000;
const MOST_TRIES = 10;

const secondsIn = (header: unknown): number | undefined => {
  const seconds = typeof header === 'string' ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
};

/** `POST <url>/api/attune/v1/import`, under the server key. */
export const createPost = (url: string, key: string, connections: number): Post => {
  const options = { keepAlive: true, maxSockets: connections };
  const http = axios.create({
    timeout: PATIENCE_MS,
    maxRedirects: 0,
    httpAgent: new HttpAgent(options),
    httpsAgent: new HttpsAgent(options),
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    validateStatus: () => true,
  });
  return async (body) => {
    const { status, data, headers } = await http.post<Body>(url, body);
    return {
      status,
      retryAfter: secondsIn(headers['retry-after']),
      rejected: data?.rejected ?? [],
      message: data?.error?.message ?? '',
    };
  };
};

interface Needs {
  readonly post: Post;
  readonly pause?: (ms: number) => Promise<unknown>;
  readonly random: () => number;
}

/** Told what became of each. */
export type Settle = (parcel: Parcel, refusal?: Omit<Refusal, 'index'>) => void;

/** Sends batches and asks again where the server wants patience or stumbles. Throws a SendFault when it gives up. */
export const createSend = ({ post, pause = sleep, random }: Needs) => {
  const patiently = async (body: string): Promise<Answer> => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await post(body).catch((error: { code?: string }) => error.code ?? 'no code');
      const isPassing = typeof answer === 'string' || answer.status === 429 || answer.status >= 500;
      if (!isPassing) return answer;
      if (attempt + 1 >= MOST_TRIES) {
        throw new SendFault(
          typeof answer === 'string'
            ? `Strapi cannot be reached (${answer}).`
            : `Strapi answered ${answer.status} again and again. ${answer.message}`.trim(),
        );
      }
      const asked = typeof answer === 'string' ? undefined : answer.retryAfter;
      await pause(asked === undefined ? waitOf(attempt, random) : asked * 1_000);
    }
  };

  const send = async (batch: readonly Parcel[], settle: Settle): Promise<void> => {
    const answer = await patiently(`{"batch":[${batch.map(({ json }) => json).join(',')}]}`);
    if (answer.status === 413 && batch.length > 1) {
      // This installation's limits are lower than the usual ones.
      const half = batch.length >> 1;
      await send(batch.slice(0, half), settle);
      return send(batch.slice(half), settle);
    }
    if (answer.status === 413) {
      return settle(batch[0]!, { code: 'too-large', path: '', message: answer.message });
    }
    if (answer.status !== 200) {
      throw new SendFault(`Strapi answered ${answer.status}. ${answer.message}`.trim());
    }
    const refused = new Map(answer.rejected.map(({ index, ...refusal }) => [index, refusal]));
    for (const [index, parcel] of batch.entries()) settle(parcel, refused.get(index));
  };
  return send;
};
