import type { MapEntry, NamedSegment } from '../../../../plugin/src';

export interface SegmentUse {
  readonly key: string;
  readonly name: string;
  readonly kind: 'segment' | 'condition' | 'gone';
  readonly entries: number;
  readonly blocks: number;
}

export const inWords = new Intl.Collator().compare;

/** In how many entries and blocks each segment is named, the most used first; the one asked for too where none is. */
export const segmentUses = (
  entries: readonly MapEntry[],
  named: readonly NamedSegment[],
  asked: string | undefined,
): readonly SegmentUse[] => {
  const known = new Map(named.map((one) => [one.key, one]));
  const uses = new Map<string, { entries: number; blocks: number }>();
  if (asked !== undefined) uses.set(asked, { entries: 0, blocks: 0 });
  for (const { blocks } of entries) {
    const here = new Map<string, number>();
    for (const { segments, show } of blocks) {
      if (show === 'everyone') continue;
      for (const key of segments) here.set(key, (here.get(key) ?? 0) + 1);
    }
    for (const [key, count] of here) {
      const before = uses.get(key) ?? { entries: 0, blocks: 0 };
      uses.set(key, { entries: before.entries + 1, blocks: before.blocks + count });
    }
  }
  return [...uses]
    .map(([key, use]) => {
      const one = known.get(key);
      const name = one?.kind === 'condition' ? one.sentence : (one?.name ?? key);
      return { key, name, kind: one?.kind ?? ('gone' as const), ...use };
    })
    .sort((a, b) => b.blocks - a.blocks || inWords(a.name, b.name));
};
