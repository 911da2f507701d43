import { canonicalJson, isAll, isAny, PluginError, type Condition, type Json } from '../../../../plugin/src';
import type { NewStaticSegment } from './editing';
import type { Place } from './places';
import type { Segment } from '../segment';
import type { Segments } from '../segments';

export interface Merged {
  readonly segment: Segment;
  /** Places that were led from the second to the first. */
  readonly moved: readonly Place[];
  /** Places that still use the second; it stays because of them. */
  readonly left: readonly Place[];
  readonly removed: boolean;
}

interface Needs {
  readonly segments: Pick<Segments, 'view' | 'create' | 'takeIn' | 'remove' | 'usage'>;
  /** Leads flows from one segment to another, as far as that can be done without anybody's eyes. */
  readonly repointFlows: (from: string, to: string) => Promise<readonly Place[]>;
  /** What a segment that is gone leaves behind. */
  readonly clear: (segment: Segment) => Promise<void>;
}

/** What a segment asks for, so that it can stand in another; one without a condition of its own is asked by its key. */
const partOf = ({ kind, key, condition }: Segment): Condition =>
  kind === 'live' ? condition : { kind: 'segment', id: key };

/** A group of one is that one. */
const bare = (condition: Condition): Condition => {
  const parts = isAll(condition) ? condition.all : isAny(condition) ? condition.any : [];
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? bare(only) : condition;
};

const once = (parts: readonly Condition[]): readonly Condition[] => {
  const texts = parts.map((part) => canonicalJson(part as unknown as Json));
  return parts.filter((_, at) => texts.indexOf(texts[at] ?? '') === at);
};

/**
 * Groups of the same kind become one, as somebody would write it by hand. What both ask stands there once: a merge that
 * was cut off can be begun again.
 */
export const joined = (how: 'any' | 'all', ...given: readonly Condition[]): Condition => {
  const parts = given.map(bare);
  return how === 'any'
    ? { any: once(parts.flatMap((part) => (isAny(part) ? part.any : [part]))) }
    : { all: once(parts.flatMap((part) => (isAll(part) ? part.all : [part]))) };
};

/** Makes one segment of two, and two of one. */
export const createReshape = ({ segments, repointFlows, clear }: Needs) => {
  const found = async (id: string): Promise<Segment> => (await segments.view(id)).segment;

  const takeIn = async (a: Segment, b: Segment, how: 'any' | 'all'): Promise<Merged> => {
    if (a.kind !== 'live') {
      const why =
        'Only a segment with a condition of its own can take another in. Make a new one of the two.';
      throw new PluginError('conflict', why, { path: 'a' });
    }
    const taken = await segments.takeIn(a, b, joined(how, partOf(a), partOf(b)));
    if (taken.removed) {
      await clear(b);
      return { ...taken, left: [] };
    }
    // A flow is led there and published as a whole of its own; until then it finds the second where it was. Where that
    // is cut off, the same merge begun again goes on with the flows that are left.
    const moved = [...taken.moved, ...(await repointFlows(b.key, a.key))];
    const left = await segments.usage(b.id);
    if (left.length === 0) await clear(await segments.remove(b.id));
    return { segment: taken.segment, moved, left, removed: left.length === 0 };
  };

  return {
    /** Without `into` the first takes the second in, and what used the second uses the first. */
    async merge(
      idA: string,
      idB: string,
      how: 'any' | 'all',
      into: NewStaticSegment | undefined,
    ): Promise<Merged> {
      const [a, b] = [await found(idA), await found(idB)];
      if (a.id === b.id) throw new PluginError('invalid', 'Expected two segments.', { path: 'b' });
      if (into === undefined) return takeIn(a, b, how);
      const segment = await segments.create({ ...into, condition: joined(how, partOf(a), partOf(b)) });
      return { segment, moved: [], left: [], removed: false };
    },

    /** Those of whom the further condition holds, and the others. The segment itself stays as it is. */
    async split(
      id: string,
      by: Condition,
      holds: NewStaticSegment,
      others: NewStaticSegment,
    ): Promise<readonly Segment[]> {
      const part = partOf(await found(id));
      const first = await segments.create({ ...holds, condition: joined('all', part, by) });
      try {
        const second = await segments.create({
          ...others,
          condition: joined('all', part, { not: bare(by) }),
        });
        return [first, second];
      } catch (error) {
        await segments.remove(first.id);
        throw error;
      }
    },
  };
};

export type Reshape = ReturnType<typeof createReshape>;
