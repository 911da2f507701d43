import {
  DEFAULT_SCORING,
  engagementParts,
  isJsonObject,
  PluginError,
  scoreWords,
  type Condition,
  type Conditions,
  type Facts,
  type Json,
  type PersonScores,
  type PopulationFigure,
  type ScoreName,
  type Scoring,
} from '../../../../plugin/src';
import type { Clock } from '../../ports';
import { isSensitive } from './discretion';
import type { People } from '../person';
import type { Provided } from '../populations/on-demand';
import type { Figures } from '../populations/gathering';
import { wantedBy } from '../wanted';

interface Needs {
  readonly people: Pick<People, 'facts'>;
  readonly conditions: Conditions;
  readonly scoring?: () => Scoring;
  /** What is kept for segments and flows. */
  readonly current: () => NonNullable<Facts['populations']>;
  /** As kept, else made at once from some of all people. */
  readonly figures: (asked: Figures, exact: boolean) => Promise<Provided>;
  /** Traits that are offered to nobody. */
  readonly sensitive: () => Promise<readonly string[]>;
  readonly now: Clock;
}

type Part = 'recency' | 'frequency' | 'monetary';

const PARTS: readonly Part[] = ['recency', 'frequency', 'monetary'];
const ANY = { $exists: true };

const ask = (figure: PopulationFigure, lens: 'value' | 'percentile' | 'zscore' = 'value'): Condition =>
  ({ kind: 'score', ...figure, [lens]: ANY }) as Condition;
const named = (name: ScoreName): Condition => ask({ name });

/** The paths that a figure looks at. */
const pathsIn = ({ trait, figure }: PopulationFigure): readonly string[] => {
  const { sum, average, min, max, distinct, first, last, where = {} } = figure ?? {};
  return [trait, sum, average, min, max, distinct, first, last, ...Object.keys(where)].flatMap(
    (path) => path ?? [],
  );
};

/** A key is the figure itself, as stable JSON. */
const figureOf = (key: string): PopulationFigure => JSON.parse(key) as PopulationFigure;

const numberOf = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);

/** How one person scores: what each score is made of, and where it stands among all people. */
export const createPersonScores = (needs: Needs) => {
  const { people, conditions, scoring = () => DEFAULT_SCORING, current, figures, sensitive, now } = needs;

  const fifths: Figures = new Map(
    PARTS.flatMap((part) => [...conditions.needs(named(`rfm.${part[0] as 'r' | 'f' | 'm'}`)).populations]),
  );

  const engagementOf = (facts: Facts, at: number, score: number): PersonScores['engagement'] => {
    const { engagement } = scoring();
    const parts = engagementParts(facts.events, at, engagement);
    const whole = parts.reduce((sum, { worth }) => sum + worth, 0);
    return {
      score,
      halfLife: engagement.halfLife,
      parts: parts.map(({ name, count, worth }) => ({
        event: name,
        count,
        worth,
        points: whole > 0 ? (score * worth) / whole : 0,
      })),
    };
  };

  return async (profileId: string): Promise<PersonScores> => {
    const at = now();
    const hidden = await sensitive();
    const kept = Object.keys(current())
      .map((key) => ({ key, figure: figureOf(key) }))
      .filter(({ figure }) => !pathsIn(figure).some((path) => isSensitive(path, hidden)));
    const wanted = wantedBy(conditions, [
      named('engagement'),
      named('rfm.monetary'),
      ...kept.map(({ figure }) => ask(figure)),
    ]);
    const [person] = await people.facts(null, [profileId], wanted);
    if (!person) throw new PluginError('not-found', 'There is nobody of this id.');
    const { populations, from } = await figures(fifths, false);
    const facts: Facts = { ...person, populations, segments: new Set() };
    const actual = (condition: Condition): Json =>
      conditions.evaluate(condition, facts, at).reasons[0]?.actual ?? null;
    const valueOf = (name: ScoreName): number | null => numberOf(actual(named(name)));
    const placeOf = (figure: PopulationFigure, lens: 'percentile' | 'zscore'): number | null => {
      const found = actual(ask(figure, lens));
      return isJsonObject(found) ? numberOf(found.place) : null;
    };
    const moments = [...fifths.keys()].flatMap((key) => populations[key]?.refreshedAt ?? []);
    return {
      at,
      engagement: engagementOf(facts, at, valueOf('engagement') ?? 0),
      rfm: {
        event: scoring().rfm.event,
        recency: { value: valueOf('rfm.recency'), fifth: valueOf('rfm.r') },
        frequency: { value: valueOf('rfm.frequency'), fifth: valueOf('rfm.f') },
        monetary: { value: valueOf('rfm.monetary'), fifth: valueOf('rfm.m') },
        refreshedAt: moments.length > 0 ? Math.min(...moments) : null,
        comparedWith: from,
      },
      places: kept.flatMap(({ key, figure }) => {
        const population = populations[key];
        const value = numberOf(actual(ask(figure)));
        if (!population || value === null) return [];
        return {
          words: scoreWords(figure),
          value,
          percentile: placeOf(figure, 'percentile'),
          zscore: placeOf(figure, 'zscore'),
          n: population.n,
          refreshedAt: population.refreshedAt,
        };
      }),
    };
  };
};
