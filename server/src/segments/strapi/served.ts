import {
  CALENDAR_PERIODS,
  conditionsEndpoints,
  CONTEXT_WORDS,
  OPERATOR_WORDS,
  segmentsEndpoints,
  type Facts,
  type InputOf,
  type ShownSegment,
  type Vocabulary,
} from '../../../../plugin/src';
import type { Clock } from '../../ports';
import { serve, type Served } from '../../strapi/endpoints';
import type { People, Segments, SegmentView, Words } from '..';

interface Needs {
  readonly segments: Segments;
  readonly people: People;
  readonly vocabulary: () => Promise<Words>;
  readonly lists: () => Promise<readonly { connection: string; id: string; name: string }[]>;
  readonly now: Clock;
}

type GivenFacts = NonNullable<InputOf<typeof conditionsEndpoints.evaluate>['facts']>;

const paginationOf = (page: number, pageSize: number, total: number) => ({
  pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total },
});

/** Facts as JSON brings them: in any order, sets as lists. */
const factsOf = ({ events = {}, segments = [], lists = [], tags = [], ...given }: GivenFacts): Facts =>
  ({
    ...given,
    events: Object.fromEntries(
      Object.entries(events).map(([name, list]) => [
        name,
        list.map((event) => ({ properties: {}, ...event, name })).sort((a, b) => a.at - b.at),
      ]),
    ),
    segments: new Set(segments),
    tags: new Set(tags),
    lists: new Set(lists),
  }) as Facts;

export const segmentsServed = ({ segments, people, vocabulary, lists, now }: Needs): readonly Served[] => {
  const { conditions } = segments;

  const shown = ({ segment, size, atMost, fault }: SegmentView): ShownSegment => ({
    id: segment.id,
    key: segment.key,
    name: segment.name,
    description: segment.description,
    kind: segment.kind,
    condition: segment.condition,
    sentence: fault === null ? conditions.describe(segment.condition) : '',
    size,
    atMost,
    bulk: segment.bulk && {
      done: segment.bulk.done,
      of: segment.bulk.of,
      stopped: segment.bulk.stopped === true,
    },
    fault,
    createdAt: segment.createdAt,
    updatedAt: segment.updatedAt,
  });
  const view = async (id: string) => ({ data: shown(await segments.view(id)) });

  const labelled = async (profileIds: readonly string[]) => {
    const labels = await people.labels(profileIds);
    return (profileId: string) => ({ profileId, label: labels.get(profileId) ?? '' });
  };

  return [
    serve(segmentsEndpoints.list, async ({ search, page, pageSize }) => {
      const { rows, total } = await segments.list({ search, page, pageSize });
      return { data: rows.map(shown), meta: paginationOf(page, pageSize, total) };
    }),
    serve(segmentsEndpoints.get, ({ id }) => view(id)),
    serve(segmentsEndpoints.create, async (input) => view((await segments.create(input)).id)),
    serve(segmentsEndpoints.update, async ({ id, ...changes }) =>
      view((await segments.update(id, changes)).id),
    ),
    serve(segmentsEndpoints.delete, async ({ id }) => {
      const before = await segments.view(id);
      await segments.remove(id);
      return { data: shown(before) };
    }),
    serve(segmentsEndpoints.judge, async ({ id }) => view((await segments.judgeAnew(id)).id)),
    serve(segmentsEndpoints.cancel, async ({ id }) => view((await segments.stop(id)).id)),
    serve(segmentsEndpoints.usage, async ({ id }) => ({ data: [...(await segments.usage(id))] })),
    serve(segmentsEndpoints.preview, async ({ condition, exact }, call) => {
      const { sample, ...counted } = await segments.preview(condition, exact);
      const seen = call.may('people.read') ? sample : [];
      return {
        ...counted,
        sample: seen.map(await labelled(seen)),
        sentence: conditions.describe(condition),
      };
    }),
    serve(segmentsEndpoints.members, async ({ id, page, pageSize }) => {
      const { rows, total } = await segments.members(id, page, pageSize);
      const label = await labelled(rows.map(({ profileId }) => profileId));
      return {
        data: rows.map(({ profileId, enteredAt }) => ({ ...label(profileId), enteredAt })),
        meta: paginationOf(page, pageSize, total),
      };
    }),
    serve(segmentsEndpoints.explain, async ({ id, profileId }) => {
      const { segment } = await segments.view(id);
      const { because, history, ...rest } = await segments.explain(id, profileId);
      return {
        data: {
          ...rest,
          sentence: conditions.describe(segment.condition),
          because: [...because],
          history: history.map(({ entered, at, because: then }) => ({ entered, at, because: [...then] })),
        },
      };
    }),
    serve(conditionsEndpoints.evaluate, ({ condition, facts, now: at = now() }) => {
      const { value, until, reasons } = conditions.evaluate(condition, factsOf(facts), at);
      const because = [...conditions.explain(condition, reasons)];
      const sentence = conditions.describe(condition);
      return { value, until, reasons: [...reasons] as never, sentence, because };
    }),
    serve(conditionsEndpoints.vocabulary, async () => {
      const [words, all, crmLists] = await Promise.all([vocabulary(), segments.all(), lists()]);
      const data = {
        ...words,
        context: CONTEXT_WORDS,
        segments: all.map(({ key, name }) => ({ key, name })),
        lists: crmLists,
        kinds: conditions.kinds.map(({ kind, label }) => ({ kind, label })),
        operators: Object.entries(OPERATOR_WORDS).map(([operator, word]) => ({ operator, ...word })),
        durations: ['1h', '24h', '7d', '30d', '90d', '365d', ...CALENDAR_PERIODS],
      };
      return { data: data as unknown as Vocabulary };
    }),
  ];
};
