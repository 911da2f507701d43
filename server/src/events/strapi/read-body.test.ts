import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readBody } from './read-body';

const server = createServer((req, res) => {
  readBody(req, { bytes: 1_000, timeoutMs: 5_000 }).then(
    (body) => res.end(JSON.stringify(body)),
    (error: Error & { code: string }) => res.writeHead(400).end(error.code),
  );
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())));
afterAll(() => server.close());

/** Sends each part as a chunk of its own and hears the answer. */
const send = (parts: readonly Buffer[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const req = request({ port, host: '127.0.0.1', method: 'POST' }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      res.on('end', () => resolve(text));
    });
    req.on('error', reject);
    const all = async () => {
      for (const part of parts) {
        req.write(part);
        await setTimeout(15);
      }
      req.end();
    };
    all().catch(reject);
  });

const cutAt = (whole: Buffer, ...places: readonly number[]): readonly Buffer[] =>
  [0, ...places].map((from, index) => whole.subarray(from, places[index]));

describe('readBody', () => {
  const text = JSON.stringify({ name: 'Zoë 🛒 Œuvre' });

  it('reads the same text, wherever the chunks are cut', async () => {
    const whole = Buffer.from(text);
    for (const at of [1, 11, 12, 14, 15, 16, 17, 20]) {
      expect(await send(cutAt(whole, at))).toBe(text);
    }
    expect(await send([whole])).toBe(text);
    expect(await send([Buffer.from(`\ufeff${text}`)])).toBe(text);
  });

  it('knows gzip by its first two bytes, even where they come apart', async () => {
    const whole = gzipSync(text);
    expect(await send([whole])).toBe(text);
    expect(await send(cutAt(whole, 1))).toBe(text);
    expect(await send(cutAt(whole, 1, 2, 9))).toBe(text);
    expect(await send(cutAt(whole.subarray(0, 20), 1))).toBe('unreadable');
  });

  it('counts what is sent and what is inflated', async () => {
    const long = JSON.stringify({ name: 'x'.repeat(2_000) });
    expect(await send(cutAt(Buffer.from(long), 900))).toBe('too-large');
    expect(await send([gzipSync(long)])).toBe('too-large');
    expect(await send([])).toBe('unreadable');
  });
});
