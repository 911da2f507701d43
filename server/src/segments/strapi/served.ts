import { z } from 'zod';

import {
  builtInDefinitions,
  CALENDAR_PERIODS,
  conditionsEndpoints,
  CONTEXT_WORDS,
  OPERATOR_WORDS,
  segmentsEndpoints,
  type ConditionKind,
  type Facts,
  type InputOf,
  type ShownSegment,
  type Vocabulary,
} from '../../../../plugin/src';
import type { Clock } from '../../ports';
import type { Audit } from '../../privacy';
import { serve, type Served } from '../../strapi/endpoints';
import { paginationOf } from '../../strapi/paging';
import {
  discreet,
  pageOf,
  shelvesOf,
  type Insights,
  type People,
  type Segment,
  type Segments,
  type SegmentView,
  type Trend,
  type Words,
} from '..';
import type { ListedSegment } from '../showing/listing';
import { adminName } from './admin-name';
import { shownOf } from './shown';
import type { ShippedSegment } from './template-files';

interface Needs {
  readonly segments: Segments;
  readonly people: People;
  readonly trend: Trend;
  readonly insights: Insights;
  readonly vocabulary: () => Promise<Words>;
  /** What a segment that is gone leaves behind. */
  readonly clear: (segment: Segment) => Promise<void>;
  /** Traits that are offered to nobody. */
  readonly sensitive: () => Promise<readonly string[]>;
  /** Writes down who looked at whom. */
  readonly look: Audit['look'];
  readonly lists: () => Promise<readonly { connection: string; id: string; name: string }[]>;
  readonly templates: readonly ShippedSegment[];
  readonly now: Clock;
}

type GivenFacts = NonNullable<InputOf<typeof conditionsEndpoints.evaluate>['facts']>;

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

/** What a form is drawn from; nothing where another zod than ours has made the schema, as an extension's may be. */
const formOf = (options: z.ZodType): ConditionKind['options'] => {
  try {
    return z.toJSONSchema(options, { unrepresentable: 'any' });
  } catch {
    return {};
  }
};

export const segmentsServed = ({
  segments,
  people,
  trend,
  insights,
  vocabulary,
  clear,
  sensitive,
  look,
  lists,
  templates,
  now,
}: Needs): { readonly served: readonly Served[]; readonly show: (id: string) => Promise<ShownSegment> } => {
  const { conditions } = segments;
  const judged = { condition: conditions.schema };
  const kinds: readonly ConditionKind[] = conditions.kinds.map(({ kind, label, options }) => ({
    kind,
    label,
    builtIn: builtInDefinitions.some((ours) => ours.kind === kind),
    options: formOf(options),
  }));

  /** With movement, warnings and lines, each asked for once for all of them. */
  const shown = async (rows: readonly ListedSegment[]): Promise<ShownSegment[]> =>
    Promise.all(
      rows.map(async (row) =>
        shownOf(row, await trend.sparkline(row.segment.id, row.size), conditions.describe),
      ),
    );
  const listed = async (
    views: readonly SegmentView[],
    all: readonly SegmentView[],
  ): Promise<readonly ListedSegment[]> => {
    const standings = await insights.standings(views, all);
    return views.map((view, at) => ({ ...view, ...standings[at]! }));
  };
  const showOne = async (view: SegmentView): Promise<ShownSegment> => {
    const [only] = await shown(await listed([view], await segments.views()));
    return only!;
  };
  const view = async (id: string) => ({ data: await showOne(await segments.view(id)) });
  const changed = async (id: string) => {
    insights.forget();
    return view(id);
  };

  const labelled = async (profileIds: readonly string[]) => {
    const labels = await people.labels(profileIds);
    return (profileId: string) => ({ profileId, label: labels.get(profileId) ?? '' });
  };

  const served = [
    serve(segmentsEndpoints.list, async (filter) => {
      const all = await segments.views();
      const { rows, total } = pageOf(await listed(all, all), filter);
      return { data: await shown(rows), meta: paginationOf(filter.page, filter.pageSize, total) };
    }),
    serve(segmentsEndpoints.folders, async () => {
      const shelves = shelvesOf(await segments.all());
      return { data: { folders: [...shelves.folders], tags: [...shelves.tags] } };
    }),
    serve(segmentsEndpoints.templates, () => ({
      data: templates.map((template) => ({
        ...template,
        sentence: conditions.describe(template.condition),
      })),
    })),
    serve(segmentsEndpoints.get, ({ id }) => view(id)),
    serve(
      segmentsEndpoints.create,
      async ({ kind: _kind, condition, ...notes }, call) => {
        const given = { owner: adminName(call), ...notes };
        const made = condition
          ? await segments.create({ ...given, condition })
          : await segments.createStatic(given);
        return changed(made.id);
      },
      judged,
    ),
    serve(
      segmentsEndpoints.update,
      async ({ id, ...changes }) => changed((await segments.update(id, changes)).id),
      judged,
    ),
    serve(segmentsEndpoints.delete, async ({ id }) => {
      const before = await view(id);
      await clear(await segments.remove(id));
      insights.forget();
      return before;
    }),
    serve(segmentsEndpoints.judge, async ({ id }) => view((await segments.judgeAnew(id)).id)),
    serve(segmentsEndpoints.cancel, async ({ id }) => view((await segments.stop(id)).id)),
    serve(segmentsEndpoints.usage, async ({ id }) => ({ data: [...(await segments.usage(id))] })),
    serve(
      segmentsEndpoints.preview,
      async ({ condition, people: wanted, ...asked }, call) => {
        const { sample, parts, ...counted } = await segments.preview(condition, asked);
        const seen = wanted && call.may('people.read') ? sample : [];
        if (seen.length > 0) await look(call.actor, 'see sample', 'preview', { people: seen.length });
        return {
          ...counted,
          parts: [...parts],
          sample: seen.map(await labelled(seen)),
          sentence: conditions.describe(condition),
        };
      },
      judged,
    ),
    serve(
      conditionsEndpoints.evaluate,
      ({ condition, facts: given, now: at = now() }) => {
        const facts = factsOf(given);
        const { value, until, reasons } = conditions.evaluate(condition, facts, at);
        const because = [...conditions.explain(condition, reasons, facts.groups)];
        const sentence = conditions.describe(condition);
        return { value, until, reasons: [...reasons] as never, sentence, because };
      },
      judged,
    ),
    serve(conditionsEndpoints.check, ({ condition }) => {
      const issues = conditions.schema.safeParse(condition).error?.issues ?? [];
      return { data: issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
    }),
    serve(conditionsEndpoints.kinds, () => ({ data: [...kinds] })),
    serve(conditionsEndpoints.vocabulary, async (_input, call) => {
      const [words, all, crmLists, hidden, groups] = await Promise.all([
        vocabulary(),
        segments.all(),
        lists(),
        sensitive(),
        segments.groups.list(),
      ]);
      const maySee = call.may('people.read');
      if (maySee) await look(call.actor, 'see example values', 'vocabulary', {});
      const data = {
        ...discreet(words, hidden, maySee),
        context: CONTEXT_WORDS,
        segments: all.map(({ key, name, kind }) => ({ key, name, isStatic: kind === 'static' })),
        lists: crmLists,
        groups: groups.map(({ key, name, size }) => ({ key, name, size })),
        kinds,
        operators: Object.entries(OPERATOR_WORDS).map(([operator, word]) => ({ operator, ...word })),
        durations: ['1h', '24h', '7d', '30d', '90d', '365d', ...CALENDAR_PERIODS],
      };
      return { data: data as unknown as Vocabulary };
    }),
  ];
  return { served, show: async (id) => (await changed(id)).data };
};
