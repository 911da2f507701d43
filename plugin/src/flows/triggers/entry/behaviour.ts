import { matches } from '../../../conditions';
import { describeDuration } from '../../../duration';
import { valueAt, type Json, type JsonObject } from '../../../json';
import type { EntryTrigger } from '../../flow';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

/** What the public sees of an entry, before and after somebody wrote it. */
export interface EntryChange {
  readonly type: string;
  /** Null where there was nothing to see. */
  readonly before: JsonObject | null;
  readonly after: JsonObject;
}

/** `product`, of `api::product.product`. */
const singular = (type: string): string => type.slice(type.lastIndexOf('.') + 1);

const isThere = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== false && value !== '' && !(Number(value) <= 0);

const MOVES: Readonly<
  Record<NonNullable<EntryTrigger['move']>, (before: Json | undefined, after: Json | undefined) => boolean>
> = {
  lower: (before, after) => Number(after ?? Number.NaN) < Number(before ?? Number.NaN),
  higher: (before, after) => Number(after ?? Number.NaN) > Number(before ?? Number.NaN),
  other: (before, after) => JSON.stringify(before ?? null) !== JSON.stringify(after ?? null),
  back: (before, after) => !isThere(before) && isThere(after),
};

/** Whether a change of an entry is one that this flow starts for. */
export const isEntryStart = (options: EntryTrigger, { type, before, after }: EntryChange): boolean => {
  const { on, field, move = 'other', where } = options;
  if (type !== options.type || (before === null) !== (on === 'published')) return false;
  if (where !== undefined && !matches(where, after)) return false;
  if (before === null || field === undefined) return true;
  const path = field.split('.');
  return MOVES[move](valueAt(before, path), valueAt(after, path));
};

const WORDS = { lower: 'falls', higher: 'rises', other: 'changes', back: 'is there again' } as const;

export const entry: FlowTriggerBehaviour<EntryTrigger> = {
  kind: 'entry',
  segments: ({ segment }) =>
    segment === undefined ? { named: [], enters: [] } : { named: [segment], enters: [segment] },
  about: ({ type, on, field = '', move = 'other' }) => `entry ${type} ${on} ${field} ${move}`,
  began: ({ type, on }) => `because an entry of “${singular(type)}” was ${on}`,
  describe({ type, on, field, move = 'other', segment, viewedWithin }, called) {
    const what =
      on === 'published' ? 'is published' : field ? `has a ${field} that ${WORDS[move]}` : 'is changed';
    const who =
      segment === undefined
        ? `who looked at it in the last ${describeDuration(viewedWithin ?? '')}`
        : `in the segment “${called.segment(segment)}”`;
    return `When an entry of “${singular(type)}” ${what}, for everyone ${who}`;
  },
};
