import type { Json } from '../../../json';
import type { EventsOf } from '../../condition';
import type { EventFact } from '../../facts';
import { firstTurn } from '../../figure/inside';
import { firstAfter, historyReader } from '../../history';
import type { CompiledLeaf, KindTools } from '../../kind';
import { compileWindow } from '../../window';

/** Where everything counts as one, nothing need be looked at: two searches tell how many there are. */
export const countEvents = (
  { name, within }: EventsOf,
  holds: (value: Json) => boolean,
  tools: KindTools,
): CompiledLeaf => {
  const history = historyReader(name);
  const stretchAt = compileWindow(within, tools);
  return {
    test(facts, now) {
      const events = history(facts);
      const from = firstAfter(events, stretchAt(facts, now).after);
      return holds(Math.max(0, firstAfter(events, now) - from));
    },
    find(facts, now, found) {
      const events = history(facts);
      const stretch = stretchAt(facts, now);
      const end = firstAfter(events, now);
      const size = Math.max(0, end - firstAfter(events, stretch.after));
      const value = holds(size);
      const at = (nth: number): number => (events[end - 1 - nth] as EventFact).at;
      const turn = firstTurn({ size, at }, stretch, (left) => holds(left) !== value);
      found.until = Math.min(turn, events[end]?.at ?? Infinity);
      found.actual = size;
      return value;
    },
  };
};
