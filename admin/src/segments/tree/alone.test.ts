import { describe, expect, it } from 'vitest';

import type { Condition } from '../../../../plugin/src/conditions/condition';
import { aloneIn, emptyingIn, onlyOnes } from './alone';
import { treeOf } from './convert';
import { createNodeIds } from './tree';

const tag = (name: string): Condition => ({ kind: 'tag', name });
const counted = (size: number, parts: Readonly<Record<string, number>>, error: number | null = null) => ({
  size,
  of: 100,
  error,
  parts: Object.entries(parts).map(([path, of]) => ({ path, size: of, error, atMost: false })),
});
/** Ids are given from the outside in, each group's rows in their order: the root is n1. */
const whyNobody = (condition: Condition, parts: Readonly<Record<string, number>>, error?: number) => {
  const root = treeOf(condition, createNodeIds());
  const answer = counted(0, parts, error);
  return [...emptyingIn(root, answer, aloneIn(root, answer))].map(([id, { why }]) => `${id} ${why}`);
};

describe('how many pass a part by itself', () => {
  it('is found where the part stands, its "not" included', () => {
    const root = treeOf({ all: [tag('a'), { not: { any: [tag('b'), tag('c')] } }] }, createNodeIds());
    const sizes = { 'all.0': 1, 'all.1': 2, 'all.1.not.any.0': 3, 'all.1.not.any.1': 4 };
    expect([...aloneIn(root, counted(1, sizes)).values()].map(({ size }) => size)).toEqual([1, 2, 3, 4]);
  });

  it('says nothing new of the only one in a group', () => {
    const root = treeOf({ all: [{ any: [tag('a')] }] }, createNodeIds());
    expect(onlyOnes(root)).toEqual(['n2', 'n3']);
    const turned = treeOf({ all: [tag('b'), { not: { all: [tag('a')] } }] }, createNodeIds());
    expect(onlyOnes(turned)).toEqual([]);
  });
});

describe('why nobody is in', () => {
  it('names the rows that nobody passes', () => {
    expect(
      whyNobody({ all: [tag('a'), tag('b'), tag('c')] }, { 'all.0': 0, 'all.1': 5, 'all.2': 0 }),
    ).toEqual(['n2 part', 'n4 part']);
  });

  it('says that nobody passes all of them', () => {
    expect(whyNobody({ all: [tag('a'), tag('b')] }, { 'all.0': 3, 'all.1': 5 })).toEqual(['n1 together']);
  });

  it('looks into a group, and names it as a whole where one of its rows would do', () => {
    const parts = { 'all.0': 5, 'all.1': 0, 'all.1.all.0': 2, 'all.1.all.1': 2 };
    expect(whyNobody({ all: [tag('a'), { all: [tag('b'), tag('c')] }] }, parts)).toEqual(['n3 together']);
    const any = { 'all.0': 5, 'all.1': 0, 'all.1.any.0': 0, 'all.1.any.1': 0 };
    expect(whyNobody({ all: [tag('a'), { any: [tag('b'), tag('c')] }] }, any)).toEqual(['n3 part']);
    const turned = { 'all.0': 5, 'all.1': 0, 'all.1.not.any.0': 100 };
    expect(whyNobody({ all: [tag('a'), { not: { any: [tag('b')] } }] }, turned)).toEqual(['n3 opposite']);
  });

  it('says nothing where somebody is in, or where a part was not counted', () => {
    const root = treeOf({ all: [tag('a'), tag('b')] }, createNodeIds());
    const answer = counted(1, { 'all.0': 1, 'all.1': 0 });
    expect(emptyingIn(root, answer, aloneIn(root, answer)).size).toBe(0);
    expect(whyNobody({ all: [tag('a'), tag('b')] }, { 'all.0': 3 })).toEqual([]);
    expect(whyNobody({ all: [] }, {})).toEqual([]);
  });
});
