import type { Json } from '../../json';
import { sameness, type OfEvent } from '../event-view';
import type { EventFact, Facts } from '../facts';
import type { Look } from './repeated';

interface Group {
  readonly by: Json;
  readonly events: EventFact[];
}

/** Events by the value they have; those without one belong to none. */
const groupsOf = (events: readonly EventFact[], facts: Facts, read: OfEvent<Json>): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const event of events) {
    const by = read(event, facts);
    const key = sameness(by);
    if (key === null) continue;
    const known = groups.get(key);
    if (known) known.events.push(event);
    else groups.set(key, { by, events: [event] });
  }
  return [...groups.values()];
};

/** Figures in order: a number by its size, all else as equals. */
const rank = ({ actual }: Look): number => (typeof actual === 'number' ? actual : -Infinity);

/** Whether some group passes; what is found is the one that does, else the one with the most. */
export const lookAtGroups = (
  events: readonly EventFact[],
  facts: Facts,
  read: OfEvent<Json>,
  look: (events: readonly EventFact[]) => Look,
): Look => {
  let best: (Look & { readonly by: Json }) | undefined;
  let holdsUntil = -Infinity;
  let failsUntil = Infinity;
  for (const group of groupsOf(events, facts, read)) {
    const found = look(group.events);
    if (found.value) holdsUntil = Math.max(holdsUntil, found.until);
    else failsUntil = Math.min(failsUntil, found.until);
    const isBetter =
      !best || (found.value && !best.value) || (found.value === best.value && rank(found) > rank(best));
    if (isBetter) best = { ...found, by: group.by };
  }
  const value = best?.value ?? false;
  return {
    value,
    until: value ? holdsUntil : failsUntil,
    actual: best ? { by: best.by, is: best.actual } : null,
  };
};
