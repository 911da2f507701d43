import { describeDuration, parseDuration } from '../../../duration';
import { matchesEvent } from '../../event-matching';
import type { InactivityTrigger } from '../../flow';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

/** It counts from the last time: who never did it has not stopped doing it. */
export const inactivity: FlowTriggerBehaviour<InactivityTrigger> = {
  kind: 'inactivity',
  foresees({ for: lasts, name = '*', where }, facts, now) {
    const events = name === '*' ? Object.values(facts.events).flat() : (facts.events[name] ?? []);
    const [last] = events.filter((one) => matchesEvent({ name, where }, one)).sort((a, b) => b.at - a.at);
    const at = last && last.at + (parseDuration(lasts) ?? 0);
    return last === undefined || at === undefined || at <= now ? [] : [{ key: null, at, event: last }];
  },
  hears: ({ name = '*' }) => [name],
  describe: ({ for: lasts, name = '*' }) =>
    `When somebody has done ${name === '*' ? 'nothing' : `no “${name}”`} for ${describeDuration(lasts)}`,
};
