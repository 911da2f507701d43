import type { Leaf } from '../../../../plugin/src/conditions/condition';

const blank: Readonly<Record<string, Leaf>> = {
  event: { kind: 'event', name: '', count: { $gte: 1 }, within: '30d' },
  sequence: { kind: 'sequence', steps: [{ name: '' }, { name: '' }], within: '7d' },
  recency: { kind: 'recency', name: '*', value: { $lt: '7d' } },
  session: { kind: 'session', where: { duration: { $gte: 60 } }, within: '30d' },
  trait: { kind: 'trait', where: { '': '' } },
  tag: { kind: 'tag', name: '' },
  score: { kind: 'score', name: 'engagement', value: { $gte: 50 } },
  segment: { kind: 'segment', id: '' },
  list: { kind: 'list', connection: '', id: '' },
  context: { kind: 'context', where: { '': '' } },
  random: { kind: 'random', salt: 'draw-1', share: 0.1 },
};

/** Kinds that have a row of their own; others are edited as their JSON. */
export const ROW_KINDS = Object.keys(blank);

/** A row of that kind with nothing chosen yet. */
export const newLeaf = (kind: string): Leaf => blank[kind] ?? { kind };
