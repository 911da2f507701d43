import type { Condition, ShownSegment } from '../../../../plugin/src';
import type { ListedSegment } from '../showing/listing';

/** A segment as the panel sees it. */
export const shownOf = (
  { segment, size, atMost, fault, broken, entered, left, usedAt, warnings, checks }: ListedSegment,
  sparkline: readonly number[],
  describe: (condition: Condition) => string,
): ShownSegment => ({
  id: segment.id,
  key: segment.key,
  name: segment.name,
  description: segment.description,
  purpose: segment.purpose,
  owner: segment.owner,
  folder: segment.folder,
  tags: [...segment.tags],
  kind: segment.kind,
  condition: segment.condition,
  sentence: sentenceOf(segment.kind, fault, () => describe(segment.condition)),
  size,
  atMost,
  bulk: broken ? null : bulkOf(segment),
  fault,
  entered,
  left,
  sparkline: [...sparkline],
  warnings: [...warnings],
  checks: [...checks],
  usedAt,
  createdAt: segment.createdAt,
  updatedAt: segment.updatedAt,
});

const bulkOf = ({ bulk }: ListedSegment['segment']): ShownSegment['bulk'] =>
  bulk && { done: bulk.done, of: bulk.of, stopped: bulk.stopped === true };

const sentenceOf = (kind: ShownSegment['kind'], fault: string | null, describe: () => string): string => {
  if (fault !== null) return '';
  return kind === 'static' ? 'put in by hand or from a file' : describe();
};
