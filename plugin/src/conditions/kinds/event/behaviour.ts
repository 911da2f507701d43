import type { Json } from '../../../json';
import type { EventCondition, EventFigure } from '../../condition';
import { productFields, productFieldsIn } from '../../event-view';
import { compileFigure } from '../../figure/figure';
import { figureNamed } from '../../figure/tally';
import { compileFigureTest } from '../../figure/test';
import type { CompiledLeaf, ConditionBehaviour, LeafNeeds } from '../../kind';
import { countEvents } from './count';
import { lookAtGroupsOf } from './groups';

const AT_LEAST_ONCE = { $gte: 1 };

/** What the figure must be: `value`, but for a plain count. */
export const wantedOf = (options: EventCondition): Json =>
  options.of || figureNamed(options) ? (options.value ?? null) : (options.count ?? AT_LEAST_ONCE);

/** How often something happened, whatever its properties were. */
export const isPlainCount = (options: EventCondition): boolean =>
  !options.where &&
  !options.of &&
  !figureNamed(options) &&
  options.by === undefined &&
  options.per === undefined;

/** Names and product fields that a figure looks at. */
export const figureNeeds = (figure: EventFigure & { readonly of?: EventFigure }): LeafNeeds => {
  const figures = figure.of ? [figure, figure.of] : [figure];
  const products = figures.flatMap((one) => [
    ...productFieldsIn(one.where),
    ...productFields([figureNamed(one)?.[1] ?? '']),
  ]);
  return { events: figures.map(({ name }) => name), products };
};

export const eventBehaviour: ConditionBehaviour<EventCondition> = {
  kind: 'event',
  compile(options, tools): CompiledLeaf {
    const wanted = wantedOf(options);
    const holds = compileFigureTest(wanted);
    if (options.by !== undefined || options.per !== undefined) return lookAtGroupsOf(options, holds, tools);
    if (isPlainCount(options)) return countEvents(options, wanted, holds, tools);
    const figure = compileFigure(options, tools);
    return {
      test: (facts, now) => holds(figure.value(facts, now)),
      find: (facts, now, found) => figure.find(facts, now, holds, found),
    };
  },
  needs(options) {
    const { events, products = [] } = figureNeeds(options);
    return { events, products: [...products, ...productFields([options.by ?? ''])] };
  },
};
