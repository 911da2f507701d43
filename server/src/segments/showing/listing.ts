import type { SegmentCheck, SegmentWarning, SegmentWarningCode } from '../../../../plugin/src';
import type { SegmentKind } from '../segment';
import type { Page } from '../segment-store';
import type { SegmentView } from './viewer';

export interface ListFilter {
  readonly search?: string;
  readonly folder?: string;
  readonly tag?: string;
  readonly kind?: SegmentKind;
  readonly health?: 'any' | 'none' | SegmentWarningCode;
  readonly sort: 'name' | 'size' | 'entered' | 'left' | 'usedAt' | 'createdAt' | 'updatedAt';
  readonly order: 'asc' | 'desc';
  readonly page: number;
  readonly pageSize: number;
}

/** What the list says of a segment beside its size. */
export interface Standing {
  readonly entered: number;
  readonly left: number;
  readonly usedAt: number | null;
  readonly warnings: readonly SegmentWarning[];
  readonly checks: readonly SegmentCheck[];
}

export interface ListedSegment extends SegmentView, Standing {}

const below = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);

const wished =
  ({ search = '', folder, tag, kind, health }: ListFilter) =>
  ({ segment, warnings }: ListedSegment): boolean => {
    const words = search.trim().toLowerCase();
    if (!segment.key.includes(words) && !segment.name.toLowerCase().includes(words)) return false;
    if (folder !== undefined && folder !== '' && !below(folder, segment.folder)) return false;
    if (tag !== undefined && !segment.tags.includes(tag)) return false;
    if (kind !== undefined && segment.kind !== kind) return false;
    if (health === undefined) return true;
    if (health === 'none') return warnings.length === 0;
    return health === 'any' ? warnings.length > 0 : warnings.some(({ code }) => code === health);
  };

const byName = (a: ListedSegment, b: ListedSegment): number =>
  a.segment.name.localeCompare(b.segment.name) || (a.segment.key < b.segment.key ? -1 : 1);

const figureOf = (listed: ListedSegment, sort: Exclude<ListFilter['sort'], 'name'>): number => {
  if (sort === 'createdAt' || sort === 'updatedAt') return listed.segment[sort];
  return listed[sort] ?? 0;
};

/** A page of those that are wished for, in the order asked for; equals stand by name. */
export const pageOf = (all: readonly ListedSegment[], filter: ListFilter): Page<ListedSegment> => {
  const { sort, order, page, pageSize } = filter;
  const turn = order === 'asc' ? 1 : -1;
  const found = all.filter(wished(filter)).sort((a, b) => {
    if (sort === 'name') return turn * byName(a, b);
    return turn * (figureOf(a, sort) - figureOf(b, sort)) || byName(a, b);
  });
  return { rows: found.slice((page - 1) * pageSize, page * pageSize), total: found.length };
};

const counted = (words: readonly string[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
};

/** Folders with all above them, and tags: each with how many segments lie in it. */
export const shelvesOf = (
  segments: readonly { readonly folder: string; readonly tags: readonly string[] }[],
) => {
  const paths = segments.flatMap(({ folder }) => {
    const parts = folder === '' ? [] : folder.split('/');
    return parts.map((_part, at) => parts.slice(0, at + 1).join('/'));
  });
  return {
    folders: counted(paths).map(([path, count]) => ({ path, count })),
    tags: counted(segments.flatMap(({ tags }) => [...tags])).map(([tag, count]) => ({ tag, count })),
  };
};
