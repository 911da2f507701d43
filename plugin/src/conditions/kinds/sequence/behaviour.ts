import { parseDuration } from '../../../duration';
import { isNamed, isOurs } from '../../../our-events';
import type { SequenceCondition, SequenceEvent, SequenceNot } from '../../condition';
import { compileMatch, productFieldsIn } from '../../event-view';
import { byTime, type EventFact, type Facts } from '../../facts';
import { firstAfter, historyReader } from '../../history';
import type { ConditionBehaviour, KindTools } from '../../kind';
import { walk, type Progress, type Stage, type Wanted } from './walk';

type Step = SequenceCondition['steps'][number];

export const isForbidden = (step: Step): step is SequenceNot => 'not' in step;

const eventOf = (step: Step): SequenceEvent => (isForbidden(step) ? step.not : step);

const wantedOf = ({ name, where }: SequenceEvent, tools: KindTools): Wanted => ({
  name,
  matches: compileMatch(where, tools) ?? (() => true),
});

/** Steps that must not happen belong to the one before them; before the first there is nothing to forbid. */
const stagesOf = (steps: readonly Step[], tools: KindTools): readonly Stage[] => {
  const stages: (Stage & { forbids: Wanted[] })[] = [];
  for (const step of steps) {
    if (!isForbidden(step)) stages.push({ ...wantedOf(step, tools), forbids: [] });
    else stages.at(-1)?.forbids.push(wantedOf(step.not, tools));
  }
  return stages;
};

const namesIn = (steps: readonly Step[]): readonly string[] => {
  const names = [...new Set(steps.map((step) => eventOf(step).name))];
  return names.includes('*') ? ['*', ...names.filter(isOurs)] : names;
};

export const sequenceBehaviour: ConditionBehaviour<SequenceCondition> = {
  kind: 'sequence',
  compile({ steps, within }, tools) {
    const stages = stagesOf(steps, tools);
    const histories = namesIn(steps).map(historyReader);
    // A window that nobody can read holds nothing.
    const length = within === undefined ? Infinity : (parseDuration(within) ?? 0);
    const wanted: readonly Wanted[] = stages.flatMap((stage) => [stage, ...stage.forbids]);

    const historyOf = (facts: Facts): readonly EventFact[] => {
      tools.patterns.begin();
      const lists = histories.map((history) => history(facts));
      const [only] = lists;
      return lists.length === 1 && only ? only : lists.flat().sort(byTime);
    };

    const progress = (events: readonly EventFact[], facts: Facts, now: number): Progress =>
      stages.length === 0
        ? { done: false, reached: 0, waitsUntil: Infinity }
        : walk(events.slice(0, firstAfter(events, now)), facts, now, stages, length);

    const nextToCome = (events: readonly EventFact[], facts: Facts, now: number): number =>
      events
        .slice(firstAfter(events, now))
        .find((event) =>
          wanted.some(({ name, matches }) => isNamed(event.name, name) && matches(event, facts)),
        )?.at ?? Infinity;

    return {
      test: (facts, now) => progress(historyOf(facts), facts, now).done,
      find(facts, now, found) {
        const events = historyOf(facts);
        const { done, reached, waitsUntil } = progress(events, facts, now);
        found.until = done ? Infinity : Math.min(waitsUntil, nextToCome(events, facts, now));
        found.actual = reached;
        return done;
      },
    };
  },
  needs: ({ steps }) => ({
    events: namesIn(steps),
    products: steps.flatMap((step) => productFieldsIn(eventOf(step).where)),
  }),
};
