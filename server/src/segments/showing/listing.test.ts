import { describe, expect, it } from 'vitest';

import { pageOf, shelvesOf, type ListedSegment, type ListFilter } from './listing';

const listed = (
  key: string,
  more: { size?: number; folder?: string; tags?: string[]; usedAt?: number } = {},
) =>
  ({
    segment: {
      id: key,
      key,
      name: key.toUpperCase(),
      description: '',
      purpose: '',
      owner: '',
      folder: more.folder ?? '',
      tags: more.tags ?? [],
      kind: key.startsWith('s') ? 'static' : 'live',
      condition: { all: [] },
      createdAt: 1,
      updatedAt: 1,
      conditionAt: 1,
      revision: 1,
      bulk: null,
    },
    size: more.size ?? 0,
    atMost: false,
    broken: false,
    fault: null,
    entered: 0,
    left: 0,
    usedAt: more.usedAt ?? null,
    checks: [],
    warnings:
      (more.size ?? 0) < 100 ? [{ code: 'small', sentence: '', remedy: '', other: null, of: null }] : [],
  }) satisfies ListedSegment;

const ALL = [
  listed('beta', { size: 5, folder: 'spring', tags: ['x'] }),
  listed('alpha', { size: 500, folder: 'spring/mail', usedAt: 9 }),
  listed('snow', { size: 50, folder: 'springtime', tags: ['x', 'y'], usedAt: 3 }),
];
const keys = (filter: Partial<ListFilter>) =>
  pageOf(ALL, { sort: 'name', order: 'asc', page: 1, pageSize: 10, ...filter }).rows.map(
    ({ segment }) => segment.key,
  );

describe('the list of segments', () => {
  it('filters by words, folder with what lies in it, tag, kind and health', () => {
    expect(keys({})).toEqual(['alpha', 'beta', 'snow']);
    expect(keys({ search: 'ALPH' })).toEqual(['alpha']);
    expect(keys({ folder: 'spring' })).toEqual(['alpha', 'beta']);
    expect(keys({ folder: 'spring/mail' })).toEqual(['alpha']);
    expect(keys({ tag: 'x' })).toEqual(['beta', 'snow']);
    expect(keys({ kind: 'static' })).toEqual(['snow']);
    expect(keys({ health: 'small' })).toEqual(['beta', 'snow']);
    expect(keys({ health: 'none' })).toEqual(['alpha']);
    expect(keys({ health: 'overlap' })).toEqual([]);
  });

  it('sorts both ways and pages', () => {
    expect(keys({ sort: 'size', order: 'desc' })).toEqual(['alpha', 'snow', 'beta']);
    expect(keys({ sort: 'usedAt' })).toEqual(['beta', 'snow', 'alpha']);
    expect(keys({ sort: 'name', order: 'desc' })).toEqual(['snow', 'beta', 'alpha']);
    expect(keys({ page: 2, pageSize: 2 })).toEqual(['snow']);
  });

  it('counts folders with all above them, and tags', () => {
    expect(shelvesOf(ALL.map(({ segment }) => segment))).toEqual({
      folders: [
        { path: 'spring', count: 2 },
        { path: 'spring/mail', count: 1 },
        { path: 'springtime', count: 1 },
      ],
      tags: [
        { tag: 'x', count: 2 },
        { tag: 'y', count: 1 },
      ],
    });
  });
});
