import { until } from './http.mjs';

const SEGMENTS = [
  {
    key: 'vip',
    name: 'VIP',
    description: 'Spent more than 300 with us within a year.',
    condition: { kind: 'event', name: 'Order Completed', sum: 'total', value: { $gt: 300 }, within: '365d' },
  },
  {
    key: 'returning',
    name: 'Returning visitors',
    description: 'Known for more than a day, and here again within the last month.',
    condition: {
      all: [
        { kind: 'recency', name: '*', which: 'first', value: { $gt: '1d' } },
        { kind: 'recency', name: '*', value: { $lt: '30d' } },
      ],
    },
  },
  {
    key: 'plant-people',
    name: 'Plant people',
    description: 'Looked at plants three times within ninety days.',
    condition: {
      kind: 'event',
      name: 'Product Viewed',
      where: { category: 'plants' },
      count: { $gte: 3 },
      within: '90d',
    },
  },
  {
    key: 'drifting-away',
    name: 'Drifting away',
    description: 'Ordered once, but has not been seen for two months.',
    condition: {
      all: [
        { kind: 'event', name: 'Order Completed', count: { $gte: 1 } },
        { kind: 'recency', name: '*', value: { $gt: '60d' } },
      ],
    },
  },
  {
    key: 'austria',
    name: 'Customers in Austria',
    description: '',
    condition: { kind: 'trait', where: { country: 'AT' } },
  },
];

/** The segments that the pages speak of, and some more to look at. Resolves when everyone has been judged. */
export const seedSegments = async (api) => {
  const { data: existing } = await api('GET', '/attune/segments?pageSize=100');
  const keys = new Set(existing.map(({ key }) => key));
  for (const segment of SEGMENTS) {
    if (!keys.has(segment.key)) await api('POST', '/attune/segments', segment);
  }
  await until(
    'the segments to be judged',
    () => api('GET', '/attune/segments?pageSize=100'),
    ({ data }) => data.every(({ bulk }) => bulk === null),
  );
};
