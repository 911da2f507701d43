import { parseDuration } from '../../../duration';
import type { Json } from '../../../json';
import type { EventCondition } from '../../condition';
import { eventReader } from '../../event-view';
import type { EventFact, Facts } from '../../facts';
import { lookAtGroups } from '../../figure/grouped';
import { firstTurn, sumUp } from '../../figure/inside';
import { lookAtEach, type Look, type Stretches } from '../../figure/repeated';
import { tallyOf } from '../../figure/tally';
import { compileGather, type Gathered } from '../../gather';
import type { CompiledLeaf, KindTools } from '../../kind';

export const MOST_STRETCHES = 366;

/** How often `per` goes into `within`; undefined where it does not, or more often than anybody could mean. */
export const stretchesOf = (within: string | undefined, per: string): Stretches | undefined => {
  const whole = parseDuration(within ?? '');
  const length = parseDuration(per);
  if (whole === undefined || length === undefined || whole % length !== 0) return undefined;
  const count = whole / length;
  return count >= 2 && count <= MOST_STRETCHES ? { length, count } : undefined;
};

const NEVER: Look = { value: false, until: Infinity, actual: null };

/** Figures of each value of a path, of each stretch of a window, or of each stretch for each value. */
export const lookAtGroupsOf = (
  options: EventCondition,
  holds: (value: Json) => boolean,
  tools: KindTools,
): CompiledLeaf => {
  const gather = compileGather(options, tools);
  const tally = tallyOf(options);
  const by = options.by === undefined ? undefined : eventReader(options.by);
  const stretches = options.per === undefined ? undefined : stretchesOf(options.within, options.per);

  const lookAtOnce = (events: readonly EventFact[], facts: Facts, { stretch }: Gathered): Look => {
    const inside = sumUp(events, tally(), facts);
    const actual = inside.figure(inside.size);
    const value = holds(actual);
    // A value that nothing has any more is none.
    const isLeft = (left: number) => left > 0 && holds(inside.figure(left));
    return { value, until: firstTurn(inside, stretch, (left) => isLeft(left) !== value), actual };
  };

  const lookAt = (facts: Facts, now: number, gathered: Gathered): Look => {
    if (options.per !== undefined && !stretches) return NEVER;
    const look = (events: readonly EventFact[]): Look =>
      stretches
        ? lookAtEach(events, facts, now, stretches, tally, holds)
        : lookAtOnce(events, facts, gathered);
    if (!by) return look(gathered.events);
    return lookAtGroups(gathered.events, facts, by, (events) => {
      const found = look(events);
      const last = events.at(-1);
      if (!stretches || !last || !found.value) return found;
      return { ...found, until: Math.min(found.until, gathered.stretch.leaves(last.at)) };
    });
  };

  return {
    test: (facts, now) => lookAt(facts, now, gather.all(facts, now)).value,
    find(facts, now, found) {
      const gathered = gather.all(facts, now);
      const { value, until, actual } = lookAt(facts, now, gathered);
      found.until = Math.min(until, gathered.next);
      found.actual = actual;
      return value;
    },
  };
};
