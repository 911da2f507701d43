import { overlapOf, PluginError, segmentsEndpoints } from '../../../../plugin/src';
import type { Clock } from '../../ports';
import type { Audit } from '../../privacy';
import { serve, type Served } from '../../strapi/endpoints';
import { paginationOf, shownPage } from '../../strapi/paging';
import { tellable, tellableWords, type Bitmaps, type Past, type People, type Segments, type Trend } from '..';
import { looksAt } from '../showing/discretion';
import { toldTree } from '../showing/told-tree';

const DAY = 86_400_000;
const MOST = 20;
const FEWEST = 2;
const NOBODY = new Uint32Array(0);

interface Needs {
  readonly segments: Segments;
  readonly people: People;
  readonly trend: Trend;
  readonly past: Past;
  readonly bitmaps: Bitmaps;
  /** Traits that are told to nobody. */
  readonly sensitive: () => Promise<readonly string[]>;
  /** Writes down who looked at whom. */
  readonly look: Audit['look'];
  readonly now: Clock;
}

/** Overlap, trend, and everything that is asked of a moment that has been. */
export const insightServed = ({
  segments,
  people,
  trend,
  past,
  bitmaps,
  sensitive,
  look,
  now,
}: Needs): readonly Served[] => {
  const { conditions } = segments;
  const found = async (id: string) => (await segments.view(id)).segment;
  const labelled = async (profileIds: readonly string[]) => {
    const labels = await people.labels(profileIds);
    return (profileId: string) => ({ profileId, label: labels.get(profileId) ?? '' });
  };

  return [
    serve(segmentsEndpoints.overlap, async ({ keys: asked }) => {
      const keys = [...new Set(asked.split(',').map((key) => key.trim()))].filter((key) => key !== '');
      if (keys.length < FEWEST || keys.length > MOST) {
        throw new PluginError('invalid', `Expected ${FEWEST} to ${MOST} keys with commas between.`, {
          path: 'keys',
        });
      }
      const chosen = await Promise.all(keys.map((key) => segments.view(key)));
      const { members, at } = await bitmaps.read(chosen.map(({ segment }) => segment.id));
      // One that cannot be judged holds nobody, whatever is still kept of it.
      const inside = members.map((bits, index) => (chosen[index]?.broken ? NOBODY : bits));
      const shared = overlapOf(inside).map((row) => [...row]);
      return { data: { keys: chosen.map(({ segment }) => segment.key), shared, at } };
    }),
    serve(segmentsEndpoints.trend, async ({ id, from = now() - 30 * DAY, to = Number.MAX_SAFE_INTEGER }) => ({
      data: [...(await trend.points((await found(id)).id, from, to))],
    })),
    serve(segmentsEndpoints.changes, async ({ id, since, which, page: asked, pageSize }, { actor }) => {
      const page = shownPage(asked, pageSize);
      const segment = await found(id);
      await look(actor, 'see changes', segment.key, { page });
      const looked = { since, entered: which === 'entered', page, pageSize };
      const { rows, total, since: from } = await past.changes(segment, looked);
      const label = await labelled(rows.map(({ profileId }) => profileId));
      const hidden = await sensitive();
      return {
        data: rows.map(({ profileId, at, because }) => ({
          ...label(profileId),
          at,
          because: [...tellableWords(segment, { at, because }, hidden)],
        })),
        meta: { ...paginationOf(page, pageSize, total), since: from, reaches: past.reaches(segment) },
      };
    }),
    serve(segmentsEndpoints.members, async ({ id, page: asked, pageSize, asOf }, { actor }) => {
      const page = shownPage(asked, pageSize);
      const segment = await found(id);
      await look(actor, 'see members', segment.key, { page });
      const { rows, total } =
        asOf === undefined
          ? await segments.members(id, page, pageSize)
          : await past.members(segment, asOf, page, pageSize);
      const label = await labelled(rows.map(({ profileId }) => profileId));
      return {
        data: rows.map(({ profileId, enteredAt }) => ({ ...label(profileId), enteredAt })),
        meta: { ...paginationOf(page, pageSize, total), reaches: past.reaches(segment) },
      };
    }),
    serve(segmentsEndpoints.explain, async ({ id, profileId, asOf }, { actor }) => {
      const segment = await found(id);
      await look(actor, 'see reasons', profileId, { segment: segment.key });
      const sentence = conditions.describe(segment.condition);
      const reaches = past.reaches(segment);
      const { label } = (await labelled([profileId]))(profileId);
      const hidden = await sensitive();
      const inWords = (at: number, because: readonly string[]) => [
        ...tellableWords(segment, { at, because }, hidden),
      ];
      const { reasons, leaves, history, ...rest } = await segments.explain(id, profileId);
      const shown = history.map(({ entered, at, because }) => ({
        entered,
        at,
        because: inWords(at, because),
      }));
      if (asOf === undefined) {
        const told = tellable(segment.condition, reasons, hidden);
        const because = [...conditions.explain(segment.condition, told.reasons), ...told.untold];
        const parts = toldTree(segment.condition, {
          leaves,
          isSensitive: (leaf) => looksAt(leaf, hidden),
          describe: conditions.describe,
          explain: (reason) => conditions.explain(segment.condition, [reason]).join(' '),
        });
        return { data: { ...rest, label, sentence, because, parts: [...parts], history: shown, reaches } };
      }
      const then = await past.standing(segment, profileId, asOf);
      return {
        data: {
          label,
          in: then.in,
          atMost: rest.atMost,
          since: then.since,
          until: null,
          sentence,
          because: inWords(then.since ?? 0, then.because),
          parts: [],
          history: shown.filter(({ at }) => at <= asOf),
          reaches,
        },
      };
    }),
  ];
};
