import type { Leaf } from '../../../../plugin/src/conditions/condition';

const blank: Readonly<Record<string, Leaf>> = {
  trait: { kind: 'trait', where: { '': '' } },
  event: { kind: 'event', name: '', count: { $gte: 1 }, within: '30d' },
  recency: { kind: 'recency', name: '*', value: { $lt: '7d' } },
  segment: { kind: 'segment', id: '' },
  list: { kind: 'list', connection: '', id: '' },
  context: { kind: 'context', where: { '': '' } },
};

/** Kinds that have a row of their own; others are shown as their JSON. */
export const ROW_KINDS = Object.keys(blank);

/** A row of that kind with nothing chosen yet. */
export const newLeaf = (kind: string): Leaf => blank[kind] ?? { kind };
