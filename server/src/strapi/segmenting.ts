import { isUnnamedKey, type NamedSegment } from '../../../plugin/src';
import type { Segmenting } from '../content/strapi/editors';
import type { Segments } from '../segments';
import type { SegmentsFace } from '../segments/strapi';

/** What blocks and their editors ask of segments. */
export const createSegmenting = (
  { kept, list, conditions }: Pick<Segments, 'kept' | 'list' | 'conditions'>,
  keepCondition: SegmentsFace['keepCondition'],
): Segmenting => ({
  async named(keys) {
    const wanted = new Set(keys);
    const found = (await kept()).filter(({ key }) => wanted.has(key));
    return found.map(
      ({ id, key, name, condition }): NamedSegment =>
        isUnnamedKey(key)
          ? { kind: 'condition', key, sentence: conditions.describe(condition), condition }
          : { kind: 'segment', key, id, name },
    );
  },
  async offered(search, limit) {
    const { rows, total } = await list({ search, page: 1, pageSize: limit });
    return {
      rows: rows.map(({ segment: { key, name }, size, atMost }) => ({ key, name, size, atMost })),
      total,
    };
  },
  async keepCondition(condition) {
    const { key } = await keepCondition(condition);
    return { key, sentence: conditions.describe(condition) };
  },
});
