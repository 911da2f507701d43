import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { isPublicAddress } from './public-address';

/** What came of asking another server. Of its answer only the head is read. */
export type Posted =
  | { readonly answered: number; readonly retryAfter?: string }
  /** It leads to an address that is not public. */
  | { readonly refused: string }
  /** Nobody there, or nobody who answers in time: words, or a code that has none. */
  | { readonly broken: string };

const BROKEN: Readonly<Record<string, string>> = {
  ABORT_ERR: 'no answer in time',
  ETIMEDOUT: 'no answer in time',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its host could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
};

export type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Posted>;

type Resolve = (
  host: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

interface Settings {
  /** Hosts of private networks that may be called, each as `host` or `host:port`. */
  readonly allowed: readonly string[];
  /** From the first look-up to the head of the answer. */
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
}

const TIMEOUT_MS = 10_000;
const NOT_PUBLIC = 'ENOTPUBLIC';

const notPublic = (): NodeJS.ErrnoException =>
  Object.assign(new Error('The address is not public.'), { code: NOT_PUBLIC });

/**
 * Judges the very addresses that the connection is then made to: a name that leads elsewhere a moment later changes
 * nothing. One private address among several is enough to refuse.
 */
const guardedLookup =
  (resolve: Resolve): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) done(error ?? notPublic(), []);
      else if (!addresses.every(({ address }) => isPublicAddress(address))) done(notPublic(), []);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

/** Without the brackets of an IPv6 address, as a connection wants it. */
const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Sends one POST to a server on the internet. Redirects are answers like any other: nothing follows them. */
export const createPost = ({ allowed, timeoutMs = TIMEOUT_MS, resolve = systemLookup }: Settings): Post => {
  const lookup = guardedLookup(resolve);
  return (address, headers, body) =>
    new Promise((settle) => {
      const url = new URL(address);
      const free = allowed.includes(url.host) || allowed.includes(url.hostname);
      const host = bareHost(url);
      // An address that is written out is looked up by nobody.
      if (!free && isIP(host) !== 0 && !isPublicAddress(host)) {
        settle({ refused: 'the address is not public' });
        return;
      }
      const options: RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        // A connection of its own: none that was made for somebody else is used again.
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        ...(free ? {} : { lookup }),
      };
      const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (answer) => {
        const { statusCode = 0, headers: head } = answer;
        // Its body is nothing to us, however long it is or slow to come.
        answer.on('error', () => undefined).destroy();
        const retryAfter = head['retry-after'];
        settle({ answered: statusCode, ...(retryAfter === undefined ? {} : { retryAfter }) });
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        const { code = error.name } = error;
        if (code === NOT_PUBLIC) settle({ refused: 'the address is not public' });
        else settle({ broken: BROKEN[code] ?? code });
      });
      sent.end(body);
    });
};
