import type { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { isJsonObject, PluginError, type JsonObject } from '../../../../plugin/src';

export interface BodyLimits {
  /** Of the body, as sent and inflated. */
  readonly bytes: number;
  /** A body that takes longer than this to arrive is given up. */
  readonly timeoutMs: number;
}

const inflate = promisify(gunzip);

/** A client that hears its answer only after sending all is listened to so far, then cut off. */
const PATIENCE_BYTES = 8 * 1024 * 1024;

const tooLarge = (bytes: number) =>
  new PluginError('too-large', `The body may have at most ${bytes} bytes, inflated ones counted.`);

const brokenOff = () => new PluginError('unreadable', 'The body broke off.');

/** Reads while it counts; what goes past the limit is let run out and thrown away, so that the client hears why. */
const readChunks = (req: IncomingMessage, { bytes, timeoutMs }: BodyLimits): Promise<readonly Buffer[]> =>
  new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const settle = (error?: Error) => {
      clearTimeout(timer);
      req.off('data', onData).off('end', onEnd).off('close', onClose);
      if (error) reject(error);
      else resolve(chunks);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bytes) chunks.push(chunk);
      else chunks = [];
      if (size > PATIENCE_BYTES) settle(tooLarge(bytes));
    };
    const onEnd = () => settle(size > bytes ? tooLarge(bytes) : undefined);
    const onClose = () => settle(brokenOff());
    const timer = setTimeout(() => {
      settle(new PluginError('too-slow', `The body did not arrive within ${timeoutMs / 1000} s.`));
    }, timeoutMs);
    req.on('data', onData).on('end', onEnd).on('close', onClose);
    // Without a listener a connection that breaks off would end the process.
    req.on('error', onClose);
  });

const isGzip = (first: number | undefined, second: number | undefined): boolean =>
  first === 0x1f && second === 0x8b;

const inflated = async (body: Buffer, bytes: number): Promise<string> => {
  try {
    return (await inflate(body, { maxOutputLength: bytes })).toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(bytes);
    throw new PluginError('unreadable', 'The body is not whole gzip.');
  }
};

/** A character may lie across two chunks. Each is read where it is: putting them together first would be one copy more. */
const textOf = (chunks: readonly Buffer[]): string => {
  const [only] = chunks;
  if (only && chunks.length === 1) return only.toString('utf8');
  const decoder = new StringDecoder('utf8');
  let text = '';
  for (const chunk of chunks) text += decoder.write(chunk);
  return text + decoder.end();
};

/** Gzip is known by its first bytes and not by its label: one client sends it as a form. Stops inflating at the limit. */
const inflatedText = (chunks: readonly Buffer[], bytes: number): string | Promise<string> => {
  const [first, second] = chunks;
  return isGzip(first?.[0], first && first.length > 1 ? first[1] : second?.[0])
    ? inflated(Buffer.concat(chunks), bytes)
    : textOf(chunks);
};

/** The body as a JSON object, whatever its Content-Type says. */
export const readBody = async (req: IncomingMessage, limits: BodyLimits): Promise<JsonObject> => {
  const chunks = await readChunks(req, limits);
  const text = await inflatedText(chunks, limits.bytes);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new PluginError('unreadable', 'The body is not JSON.');
  }
  if (!isJsonObject(parsed)) throw new PluginError('unreadable', 'Wanted a JSON object as the body.');
  return parsed;
};
