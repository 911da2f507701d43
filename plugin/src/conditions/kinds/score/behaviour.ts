import type { ScoreCondition } from '../../condition';
import type { Facts } from '../../facts';
import type { ConditionBehaviour, KindTools } from '../../kind';
import type { PopulationFigure } from '../../population-figure';
import { figureNeeds } from '../event/behaviour';
import { compileLens, lensNameOf, populationFigure, populationIn } from './lens';
import { compileSource, populationOfScore } from './source';

/** Names of the events that a score is made of. */
const eventsOf = ({ name }: ScoreCondition, { scoring }: KindTools): readonly string[] => {
  const { engagement, rfm } = scoring();
  if (name === 'engagement') {
    return (engagement.weights['*'] ?? 0) > 0 ? ['*'] : Object.keys(engagement.weights);
  }
  return name === undefined ? [] : [rfm.event];
};

const populationsOf = (options: ScoreCondition): readonly PopulationFigure[] => {
  if (lensNameOf(options) !== 'value') return [populationFigure(options)];
  const name = populationOfScore(options.name);
  return name ? [{ name }] : [];
};

export const scoreBehaviour: ConditionBehaviour<ScoreCondition> = {
  kind: 'score',
  compile(options, tools) {
    const source = compileSource(options, tools);
    const lens = compileLens(options);

    /** The place among all people as of when they were last looked at; else the value itself. */
    const found = (facts: Facts, value: number | null, seen: number | null) =>
      lens.populationKey === null
        ? seen
        : { value, place: seen, refreshedAt: populationIn(facts, lens.populationKey)?.refreshedAt ?? null };

    return {
      test: (facts, now) => lens.holds(lens.look(source.value(facts, now), facts)),
      find(facts, now, finding) {
        const value = source.value(facts, now);
        const seen = lens.look(value, facts);
        finding.until = source.until(facts, now, lens);
        finding.actual = found(facts, value, seen);
        return lens.holds(seen);
      },
    };
  },
  needs(options, tools) {
    const { events = [], products = [] } = options.figure ? figureNeeds(options.figure) : {};
    return {
      events: [...events, ...eventsOf(options, tools)],
      products,
      populations: populationsOf(options),
    };
  },
};
