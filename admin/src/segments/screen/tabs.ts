import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';

type Tab = 'conditions' | 'people' | 'trend' | 'health' | 'json';

/** What can be looked at, the first thing first: a list is its people, and has no rows; a new one has only those. */
export const tabsOf = (
  segment: Pick<ShownSegment, 'kind'> | undefined,
  maySeePeople: boolean,
): readonly Tab[] => {
  if (!segment) return ['conditions', 'json'];
  return [
    ...(segment.kind === 'static' ? [] : (['conditions'] as const)),
    ...(maySeePeople ? (['people'] as const) : []),
    'trend',
    'health',
    'json',
  ];
};
