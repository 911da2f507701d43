import type { Facts } from '../../../conditions';
import { describeDuration, parseDuration } from '../../../duration';
import { matchesEvent } from '../../event-matching';
import type { EventMatch, InactivityTrigger } from '../../flow';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

const lastOf = ({ name, where }: Pick<EventMatch, 'name' | 'where'>, { events }: Facts) => {
  const heard = name === '*' ? Object.values(events).flat() : (events[name] ?? []);
  return heard.filter((one) => matchesEvent({ name, where }, one)).sort((a, b) => b.at - a.at)[0];
};

const undone = (name: string): string => (name === '*' ? 'nothing' : `no “${name}”`);

/** It counts from the last time: who never did it has not stopped doing it. */
export const inactivity: FlowTriggerBehaviour<InactivityTrigger> = {
  kind: 'inactivity',
  foresees({ for: lasts, name = '*', where }, facts, now) {
    const last = lastOf({ name, where }, facts);
    const at = last && last.at + (parseDuration(lasts) ?? 0);
    return last === undefined || at === undefined || at <= now ? [] : [{ key: null, at, event: last }];
  },
  already({ for: lasts, name = '*', where }, { since, now }) {
    const ago = parseDuration(lasts) ?? 0;
    const stretch = { after: since - ago, upTo: now - ago };
    return { of: 'did', name, ...stretch, last: where === undefined, enough: where === undefined };
  },
  // Who has come back in the very turn that would begin is there again.
  stillHolds: ({ name = '*', where }, facts, { event }) => lastOf({ name, where }, facts)?.at === event?.at,
  hears: ({ name = '*' }) => [name],
  about: ({ name = '*' }) => `inactivity ${name}`,
  began: ({ for: lasts, name = '*' }) => `because they did ${undone(name)} for ${describeDuration(lasts)}`,
  describe: ({ for: lasts, name = '*' }) =>
    `When somebody has done ${undone(name)} for ${describeDuration(lasts)}`,
};
