import { createHash } from 'node:crypto';

import { nearest } from '../../../plugin/src/conditions/nearest';
import { compileFilter } from '../../../plugin/src/conditions/filter';
import { compileEvent, type Drafted } from './event-draft';
import { createGrouping, type Grouping } from './grouping';
import { mappingSchema, type Mapping } from './mapping.schema';
import { isZone } from './reading-time';
import { textIn, type Row } from './row';

export interface CompiledMapping {
  /** The columns that must be in the file's heading. */
  readonly columns: readonly string[];
  readonly skips: (row: Row) => boolean;
  readonly grouping?: Grouping;
  /** One for each of the mapping's events. */
  readonly draft: (rows: readonly Row[], key: readonly (string | number)[]) => readonly Drafted[];
}

interface Options {
  /** Stands for the mapping's name where it has none. */
  readonly source: string;
  readonly eventBytes: number;
  readonly now: number;
}

/** A mapping that cannot be used: what is wrong, a line each. */
export class MappingFault extends Error {
  override readonly name = 'MappingFault';
}

export const readMapping = (input: unknown): Mapping => {
  const parsed = mappingSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new MappingFault(
    parsed.error.issues
      .map(({ path, message }) => `  ${path.join('.') || '(mapping)'}: ${message}`)
      .join('\n'),
  );
};

/** A row without a key is known by its place and what it says. */
const placeOf = ({ line, fields }: Row): readonly (string | number)[] => [
  line,
  createHash('sha1').update(JSON.stringify(fields)).digest('hex'),
];

const zonesOf = ({ zone, events }: Mapping): readonly string[] =>
  [
    zone,
    ...events.map(({ timestamp }) => (typeof timestamp === 'object' ? timestamp.zone : undefined)),
  ].filter((name): name is string => name !== undefined);

export const compileMapping = (mapping: Mapping, { source, eventBytes, now }: Options): CompiledMapping => {
  const { group, key, skip } = mapping;
  for (const zone of zonesOf(mapping)) {
    if (!isZone(zone))
      throw new MappingFault(`  "${zone}" is no time zone. Wanted an IANA name: Europe/Vienna.`);
  }
  const options = {
    zone: mapping.zone ?? 'UTC',
    decimal: mapping.decimal ?? '.',
    source: mapping.name ?? source,
    eventBytes,
    now,
    ...(group?.rest ? { rest: group.rest } : {}),
  } as const;
  const events = mapping.events.map((event, at) => {
    try {
      return compileEvent(event, options);
    } catch (error) {
      throw new MappingFault(`  events.${at}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  const ids = events.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined)
    throw new MappingFault(`  events: two are called ${twice}. Give one an \`id\` of its own.`);
  const keyOf = key ? (row: Row) => key.map((column) => textIn(row, column) ?? '') : placeOf;
  return {
    columns: [
      ...new Set([...(group?.by ?? []), ...(key ?? []), ...events.flatMap(({ columns }) => columns)]),
    ],
    skips: skip
      ? (
          (test) => (row: Row) =>
            test(row.fields)
        )(compileFilter(skip))
      : () => false,
    ...(group ? { grouping: createGrouping(group) } : {}),
    draft: (rows, groupKey) => {
      const own = group ? groupKey : keyOf(rows[0]!);
      return events.map(({ draft }) => draft(rows, own));
    },
  };
};

/** Throws where the file lacks a column that the mapping names. */
export const checkHeading = (heading: readonly string[], wanted: readonly string[]): void => {
  const missing = wanted.filter((column) => !heading.includes(column));
  if (missing.length === 0) return;
  throw new MappingFault(
    missing.map((column) => `  The file has no column "${column}". ${nearest(column, heading)}`).join('\n'),
  );
};
