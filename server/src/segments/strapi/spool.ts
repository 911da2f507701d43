import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rename, rm, stat, copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Context } from 'koa';

import { PluginError } from '../../../../plugin/src';
import type { GivenFile } from '..';

const LARGEST = 512 * 1024 * 1024;
const FIRST = 16 * 1024;
/** What is read at once is parsed at once: of 64 KB, thousands of rows, the loop would wait. */
const PIECE = 8 * 1024;

const tooLarge = () => new PluginError('too-large', `A file may have ${LARGEST / 1024 / 1024} MB.`);

const capped = (): Transform => {
  let bytes = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes > LARGEST) done(tooLarge());
      else done(null, piece);
    },
  });
};

const firstLineOf = async (path: string): Promise<string> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST), 0, FIRST, 0);
    return buffer.toString('utf8', 0, bytesRead).split(/\r?\n/, 1)[0] ?? '';
  } finally {
    await file.close();
  }
};

/** A form's file, which Strapi has put on the disk and takes away with the request. */
const uploaded = (ctx: Context): string | undefined => {
  const { files } = ctx.request as { files?: Readonly<Record<string, unknown>> };
  const [first] = [files?.files].flat();
  return (first as { filepath?: string } | undefined)?.filepath;
};

/** Keeps the body of a request on the disk, piece by piece, so that it can be read after the answer. */
export const spool = async (ctx: Context): Promise<GivenFile> => {
  const folder = await mkdtemp(join(tmpdir(), 'attune-import-'));
  const path = join(folder, 'people.csv');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const given = uploaded(ctx);
    if (given !== undefined) {
      // Another file system cannot be moved to.
      await rename(given, path).catch(() => copyFile(given, path));
    } else {
      const body = (ctx.request as { body?: unknown }).body;
      if (typeof body === 'string') {
        throw new PluginError(
          'invalid',
          'Send the file as application/octet-stream, or as the part `files` of a form.',
        );
      }
      await pipeline(ctx.req, capped(), createWriteStream(path));
    }
    const { size } = await stat(path);
    if (size > LARGEST) throw tooLarge();
    if (size === 0) throw new PluginError('invalid', 'The file is empty.');
    return {
      bytes: size,
      firstLine: await firstLineOf(path),
      read: () => createReadStream(path, { highWaterMark: PIECE }),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
};
