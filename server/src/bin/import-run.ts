import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';

import {
  checkHeading,
  compileMapping,
  createPost,
  createRawDraft,
  createSend,
  duration,
  FileFault,
  fingerprintOf,
  importHistory,
  MappingFault,
  number,
  openCheckpoint,
  outcomesOf,
  progressLine,
  readCsv,
  readMapping,
  readNdjson,
  readText,
  rejectOf,
  SendFault,
  type CompiledMapping,
  type Outcome,
  type Seen,
} from '../history';
import { IMPORT_USAGE, readImportRequest, UsageFault, type ImportRequest } from './import-command';

/** The tracking API's own limits, with room for the frame. */
const LIMITS = { eventBytes: 32 * 1024, batchEvents: 2_500, batchBytes: 500 * 1024 };
const BAR_EVERY_MS = 200;
const LINE_EVERY_MS = 5_000;
const SHOWN = 5;
const SHOWN_REFUSALS = 20;

interface Reading {
  readonly outcomes: AsyncIterable<readonly Outcome[]>;
  readonly seen: Seen;
  readonly read: { bytes: number };
}

const compile = ({ mapping, source }: ImportRequest, now: number): CompiledMapping => {
  const { eventBytes } = LIMITS;
  return mapping === undefined
    ? { columns: [], skips: () => false, draft: createRawDraft({ source, eventBytes, now }) }
    : compileMapping(readMapping(mapping), { source, eventBytes, now });
};

const open = (request: ImportRequest, now: number): Reading => {
  const { file, format, encoding, delimiter } = request;
  const compiled = compile(request, now);
  const seen = { rows: 0, leftOut: 0 };
  const read = { bytes: 0 };
  const text = readText(file, { encoding, onBytes: (bytes) => void (read.bytes += bytes) });
  const onHeading = (heading: readonly string[]) => checkHeading(heading, compiled.columns);
  const rows = format === 'csv' ? readCsv(text, { delimiter, onHeading }) : readNdjson(text);
  return { outcomes: outcomesOf(rows, compiled, seen), seen, read };
};

const dryRun = async (request: ImportRequest): Promise<number> => {
  const { outcomes, seen } = open(request, Date.now());
  let events = 0;
  let refused = 0;
  for await (const chunk of outcomes) {
    for (const outcome of chunk) {
      if (outcome.kind === 'event') {
        events += 1;
        if (events <= SHOWN) console.log(JSON.stringify(outcome.draft.call, null, 2));
      } else {
        refused += 1;
        const { line, path, message } = rejectOf(outcome);
        if (refused <= SHOWN_REFUSALS) console.log(`! line ${line}: ${path ? `${path}: ` : ''}${message}`);
      }
    }
  }
  if (refused > SHOWN_REFUSALS) console.log(`! and ${number(refused - SHOWN_REFUSALS)} more`);
  console.log(
    `${number(seen.rows)} rows, ${number(seen.leftOut)} left out: ${number(events)} events, ${number(refused)} refused. Nothing was sent.`,
  );
  return refused > 0 ? 1 : 0;
};

const sendAll = async (request: ImportRequest): Promise<number> => {
  const startedAt = Date.now();
  const { outcomes, seen, read } = open(request, startedAt);
  const { file, mapping, source, url, key, inFlight } = request;
  const checkpoint = openCheckpoint(request.checkpoint, request.rejects, {
    file: await fingerprintOf(file),
    mapping: createHash('sha256')
      .update(JSON.stringify([source, mapping ?? null]))
      .digest('hex'),
    url,
  });
  if (checkpoint.setAside)
    console.log(`Beginning anew: ${checkpoint.setAside}. What is there already counts once.`);
  const { from } = checkpoint;
  if (from.next > 0) console.log(`Going on after ${number(from.sent)} events of an earlier run.`);

  const totalBytes = statSync(file).size;
  const counts = { sent: from.sent, rejected: from.rejected };
  const isBar = process.stdout.isTTY === true;
  const show = () => {
    const standing = {
      ...counts,
      rows: seen.rows,
      bytes: read.bytes,
      totalBytes,
      elapsedMs: Date.now() - startedAt,
    };
    const line = progressLine(standing, isBar);
    process.stdout.write(isBar ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, isBar ? BAR_EVERY_MS : LINE_EVERY_MS);
  try {
    const { sent, rejected, batches } = await importHistory({
      outcomes,
      send: createSend({ post: createPost(url, key, inFlight), random: Math.random }),
      checkpoint,
      limits: { ...LIMITS, lanes: inFlight },
      onProgress: (nowSent, nowRejected) => Object.assign(counts, { sent: nowSent, rejected: nowRejected }),
    });
    if (isBar) show();
    const ms = Date.now() - startedAt;
    const rate = Math.round(((sent - from.sent) * 1_000) / Math.max(1, ms));
    console.log(
      `${isBar ? '\n' : ''}${number(seen.rows)} rows read, ${number(seen.leftOut)} left out; ${number(sent)} events sent, ${number(rejected)} refused; ${number(batches)} batches in ${duration(ms)} (${number(rate)} events/s).`,
    );
    if (rejected > 0) console.log(`What was refused, with lines and reasons: ${request.rejects}`);
    return rejected > 0 ? 1 : 0;
  } finally {
    clearInterval(timer);
  }
};

/** `attune import` of a file: answers the exit code. */
export const importFile = async (args: readonly string[]): Promise<number> => {
  try {
    if (args.includes('--help') || args.includes('-h')) {
      console.log(IMPORT_USAGE);
      return 0;
    }
    const request = readImportRequest(args, process.env);
    return await (request.dryRun ? dryRun(request) : sendAll(request));
  } catch (error) {
    const { message, code = '' } = error as Error & { code?: string };
    if (error instanceof MappingFault) console.error(`The mapping does not fit:\n${message}`);
    else if (error instanceof FileFault) console.error(message);
    else if (error instanceof SendFault) {
      console.error(`${message}\nNothing acknowledged is lost: run it again to go on.`);
      return 3;
    } else if (error instanceof UsageFault || code.startsWith('ERR_PARSE_ARGS'))
      console.error(`${message}\n\n${IMPORT_USAGE}`);
    else if (code !== '') console.error(message);
    else throw error;
    return 2;
  }
};
