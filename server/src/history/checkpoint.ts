import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';

import type { Progress, Reject } from './ledger';

/** What must be the same for a run to go on where another one stopped. */
export interface Undertaking {
  readonly file: string;
  readonly mapping: string;
  readonly url: string;
}

interface Saved extends Progress {
  readonly of: Undertaking;
  /** The rejects file was so long. */
  readonly rejectBytes: number;
}

export interface Checkpoint {
  readonly from: Progress;
  /** Why an earlier checkpoint was not used. */
  readonly setAside?: string;
  /** Writes the rejects first: a checkpoint never runs ahead of what it stands for. */
  save(progress: Progress, rejects: readonly Reject[]): void;
  /** The run is over. */
  remove(): void;
}

const START: Progress = { next: 0, sent: 0, rejected: 0 };
const SAMPLE = 64 * 1024;

/** Size, beginning and end of a file: enough to see that it is another one. */
export const fingerprintOf = async (path: string): Promise<string> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await file.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0);
    const tail = await file.read(Buffer.alloc(SAMPLE), 0, SAMPLE, Math.max(0, size - SAMPLE));
    return createHash('sha256')
      .update(`${size}:`)
      .update(head.buffer.subarray(0, head.bytesRead))
      .update(tail.buffer.subarray(0, tail.bytesRead))
      .digest('hex');
  } finally {
    await file.close();
  }
};

const savedIn = (path: string): Saved | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Saved;
  } catch {
    return undefined;
  }
};

const changed = (now: Undertaking, then: Undertaking): string | undefined =>
  (['file', 'mapping', 'url'] as const).find((part) => now[part] !== then[part]);

/** The checkpoint beside the file, and the rejects that belong to it. */
export const openCheckpoint = (path: string, rejectsPath: string, of: Undertaking): Checkpoint => {
  const saved = savedIn(path);
  const other = saved && changed(of, saved.of);
  const usable = saved && !other ? saved : undefined;
  let rejectBytes = usable?.rejectBytes ?? 0;
  if (usable && existsSync(rejectsPath)) truncateSync(rejectsPath, rejectBytes);
  else rmSync(rejectsPath, { force: true });
  return {
    from: usable ? { next: usable.next, sent: usable.sent, rejected: usable.rejected } : START,
    ...(other ? { setAside: `the ${other} is another one` } : {}),
    save(progress, rejects) {
      if (rejects.length > 0) {
        const text = rejects.map((reject) => `${JSON.stringify(reject)}\n`).join('');
        appendFileSync(rejectsPath, text);
        rejectBytes += Buffer.byteLength(text);
      }
      const whole: Saved = { of, ...progress, rejectBytes };
      writeFileSync(`${path}.tmp`, JSON.stringify(whole));
      renameSync(`${path}.tmp`, path);
    },
    remove: () => rmSync(path, { force: true }),
  };
};
