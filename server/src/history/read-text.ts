import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';

import { FileFault } from './row';

export interface TextOptions {
  /** A WHATWG label: `utf-8`, `latin1`, `windows-1252`, `utf-16le`. */
  readonly encoding: string;
  /** Told how many bytes of the file, packed as it is, were read. */
  readonly onBytes: (bytes: number) => void;
}

const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};

async function* counting(file: AsyncIterable<Buffer>, onBytes: (bytes: number) => void) {
  for await (const chunk of file) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** The text of a file, piece by piece, unpacked where it is gzip; known by its first bytes, not by its name. */
export async function* readText(path: string, { encoding, onBytes }: TextOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const counted = Readable.from(counting(file, onBytes));
  const bytes: AsyncIterable<Buffer> = (await isGzip(path))
    ? pipeline(counted, createGunzip(), () => {})
    : counted;
  let lines = 1;
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      lines += chunk.reduce((count, byte) => count + Number(byte === 0x0a), 0);
      if (text !== '') yield text;
    }
    const last = decoder.decode();
    if (last !== '') yield last;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new FileFault(
        `Before line ${lines + 1} there is text that is not ${encoding}. Try --encoding latin1.`,
      );
    }
    if (code?.startsWith('Z_')) throw new FileFault(`The file is not whole gzip (${code}).`);
    throw error;
  } finally {
    file.destroy();
  }
}
