import type { Condition } from '../../plugin/src';

const orders = (rest: object): Condition =>
  ({ kind: 'event', name: 'Order Completed', ...rest }) as Condition;
const german: Condition = { kind: 'trait', where: { country: 'DE' } };

/** Twenty segments, by key: each kind of condition alone, and those that teams write. */
export const SEGMENTS: Readonly<Record<string, Condition>> = {
  'trait-one': german,
  'trait-some': { kind: 'trait', where: { country: { $in: ['AT', 'CH'] } } },
  'trait-number': { kind: 'trait', where: { 'plan.seats': { $gte: 6 } } },
  'trait-not': { not: german },
  'event-window': orders({ count: { $gte: 1 }, within: '30d' }),
  'event-often': orders({ count: { $gte: 3 } }),
  'event-sum': orders({ sum: 'total', value: { $gt: 60 }, within: '90d' }),
  'event-never': { not: orders({ count: { $gte: 1 } }) },
  'event-and-trait': { all: [german, orders({ count: { $gte: 2 }, within: '90d' })] },
  'seen-lately': { kind: 'recency', name: 'Page Viewed', value: { $lt: '7d' } },
  'seen-long-ago': { kind: 'recency', name: 'Page Viewed', value: { $gt: '180d' } },
  sequence: {
    kind: 'sequence',
    steps: [{ name: 'Product Added' }, { name: 'Order Completed' }],
    within: '30d',
  } as Condition,
  'sequence-left': {
    kind: 'sequence',
    steps: [{ name: 'Product Added' }, { not: { name: 'Order Completed' } }],
    within: '3d',
  } as Condition,
  visit: { kind: 'session', where: { pages: { $gte: 1 } }, within: '30d' } as Condition,
  tagged: { kind: 'tag', name: 'friend' } as Condition,
  listed: { kind: 'list', connection: 'hub', id: '7' },
  score: { kind: 'score', name: 'engagement', value: { $gte: 10 } } as Condition,
  luck: { kind: 'random', salt: 'a', share: 0.1 },
  nested: {
    all: [
      { kind: 'segment', id: 'trait-one' },
      { kind: 'segment', id: 'event-window' },
    ],
  },
  everyone: { any: [german, { not: german }] },
};
