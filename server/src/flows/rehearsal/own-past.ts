import type { EventFact, Facts } from '../../../../plugin/src';
import type { Memory } from './memory';

/** An effect's id is `run:node:visit`. */
const runOf = ({ properties }: EventFact): string | undefined =>
  typeof properties.effect_id === 'string' ? properties.effect_id.split(':')[0] : undefined;

/**
 * Events that only came of mails which the real flow sent have happened in a rehearsal only where it sends the same.
 */
export const createHappened = (events: Facts['events'], runIds: ReadonlySet<string>, memory: Memory) => {
  const doubtful = new Set(
    runIds.size === 0
      ? []
      : Object.values(events)
          .flat()
          .filter((event) => runIds.has(runOf(event) ?? '')),
  );
  const happened = (event: EventFact): boolean =>
    !doubtful.has(event) || memory.effect(String(event.properties.effect_id))?.status === 'sent';
  return {
    happened,
    among: (then: Facts['events']): Facts['events'] =>
      doubtful.size === 0
        ? then
        : Object.fromEntries(Object.entries(then).map(([name, list]) => [name, list.filter(happened)])),
  };
};
