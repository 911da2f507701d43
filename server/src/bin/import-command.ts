import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { isPair, MappingFault, mappingOfPairs } from '../history';

export const IMPORT_USAGE = `attune import <file.csv|file.ndjson>[.gz] --map <mapping.json | name=column ...>

  --map <mapping>       a mapping file, or pairs such as userId=CustomerID (repeat it for each pair);
                        NDJSON whose lines are calls of the tracking API needs none
  --url <address>       of Strapi (default: $ATTUNE_URL, else http://localhost:1337)
  --key <key>           a server key (default: $ATTUNE_SERVER_KEY)
  --prefix <path>       Strapi's API prefix (default: /api)
  --dry-run             show the first five events and what would be refused; send nothing
  --name <name>         of this history, part of every messageId (default: the mapping's, else the file's)
  --checkpoint <file>   default: <file>.checkpoint.json
  --rejects <file>      default: <file>.rejects.ndjson
  --encoding <label>    default: utf-8
  --delimiter <sign>    default: guessed from the heading; "tab" for a tab
  --format <csv|ndjson> default: by the file's name
  --in-flight <n>       batches under way at once (default: 4)

  Exit codes: 0 all sent; 1 sent, but something was refused (see the rejects file); 2 wrong arguments, mapping
  or file; 3 stopped before the end: run it again to go on.`;

export interface ImportRequest {
  readonly file: string;
  readonly format: 'csv' | 'ndjson';
  readonly source: string;
  /** Undefined: the lines are calls already. */
  readonly mapping: unknown;
  readonly url: string;
  readonly key: string;
  readonly dryRun: boolean;
  readonly checkpoint: string;
  readonly rejects: string;
  readonly encoding: string;
  readonly delimiter?: string;
  readonly inFlight: number;
}

/** What was asked cannot be done; the message says what was wanted. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

const mappingFrom = (maps: readonly string[]): unknown => {
  if (maps.length === 0) return undefined;
  // A file's name may hold an equals sign: what is there is a file.
  const [first = ''] = maps;
  if (maps.length === 1 && (!isPair(first) || first.endsWith('.json'))) {
    const text = readFileSync(first, 'utf8');
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new MappingFault(`  ${first} is no JSON: ${(error as Error).message}`);
    }
  }
  return mappingOfPairs(maps);
};

const formatOf = (file: string, said: string | undefined): 'csv' | 'ndjson' => {
  const format = said ?? (/\.(ndjson|jsonl)(\.gz)?$/i.test(file) ? 'ndjson' : 'csv');
  if (format === 'csv' || format === 'ndjson') return format;
  throw new UsageFault(`--format: wanted csv or ndjson.`);
};

const addressOf = (url: string, prefix: string): string => {
  if (!/^https?:\/\//.test(url)) throw new UsageFault(`--url: wanted http://… or https://….`);
  return `${url.replace(/\/+$/, '')}/${prefix.replace(/^\/+|\/+$/g, '')}/attune/v1/import`;
};

const checkEncoding = (label: string): string => {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new UsageFault(
      `--encoding: "${label}" is not known. There are utf-8, latin1, windows-1252, utf-16le …`,
    );
  }
};

/** Reads the words after `attune import`. Throws a UsageFault or a MappingFault. */
export const readImportRequest = (args: readonly string[], env: NodeJS.ProcessEnv): ImportRequest => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      map: { type: 'string', multiple: true, default: [] },
      url: { type: 'string', default: env.ATTUNE_URL ?? 'http://localhost:1337' },
      key: { type: 'string', default: env.ATTUNE_SERVER_KEY ?? '' },
      prefix: { type: 'string', default: '/api' },
      'dry-run': { type: 'boolean', default: false },
      name: { type: 'string' },
      checkpoint: { type: 'string' },
      rejects: { type: 'string' },
      encoding: { type: 'string', default: 'utf-8' },
      delimiter: { type: 'string' },
      format: { type: 'string' },
      'in-flight': { type: 'string', default: '4' },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageFault('Wanted one file.');
  const file = resolve(name);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UsageFault(`There is no file ${file}.`);
  const format = formatOf(file, values.format);
  const mapping = mappingFrom(values.map);
  if (mapping === undefined && format === 'csv') throw new UsageFault('A CSV file needs --map.');
  if (values.key === '' && !values['dry-run'])
    throw new UsageFault('Wanted a server key: --key or ATTUNE_SERVER_KEY.');
  const inFlight = Number(values['in-flight']);
  if (!Number.isInteger(inFlight) || inFlight < 1 || inFlight > 32) {
    throw new UsageFault('--in-flight: wanted a number from 1 to 32.');
  }
  return {
    file,
    format,
    mapping,
    source: values.name ?? basename(file).replace(/(\.(csv|tsv|txt|ndjson|jsonl))?(\.gz)?$/i, ''),
    url: addressOf(values.url, values.prefix),
    key: values.key,
    dryRun: values['dry-run'],
    checkpoint: values.checkpoint ?? `${file}.checkpoint.json`,
    rejects: values.rejects ?? `${file}.rejects.ndjson`,
    encoding: checkEncoding(values.encoding),
    inFlight,
    ...(values.delimiter ? { delimiter: values.delimiter === 'tab' ? '\t' : values.delimiter } : {}),
  };
};
