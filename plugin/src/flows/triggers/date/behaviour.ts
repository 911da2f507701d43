import type { EventFact } from '../../../conditions';
import { describeDuration } from '../../../duration';
import { textAt, valueAt, type Json } from '../../../json';
import { anniversaryAround, momentAround, zoneOr } from '../../../time';
import { matchesEvent } from '../../event-matching';
import type { DateTrigger } from '../../flow';
import type { Foreseen, FlowTriggerBehaviour } from '../../trigger-kind';

const aheadOf = (options: DateTrigger, value: Json | undefined, zone: string, now: number) => {
  const { shift, direction, at, yearly } = options;
  const around = { zone, shift, before: direction === 'before', at };
  const moment = yearly ? anniversaryAround(value, around, now) : momentAround(value, around);
  return moment !== undefined && moment > now ? moment : undefined;
};

/** The newest event of each key speaks: a booking that was moved has one date. */
const newestByKey = (
  events: readonly EventFact[],
  key: string | undefined,
): readonly [string | null, EventFact][] => {
  const newest = new Map<string | null, EventFact>();
  for (const event of events) {
    const value = key === undefined ? null : textAt(event.properties, key);
    if (key === undefined || value !== null) newest.set(value, event);
  }
  return [...newest];
};

const dateOf = (field: string, event: DateTrigger['event']): string =>
  event ? `the ${field} of “${event.name}”` : `their ${field}`;

export const date: FlowTriggerBehaviour<DateTrigger> = {
  kind: 'date',
  foresees(options, facts, now) {
    const zone = zoneOr(facts.profile?.timezone, options.zone);
    const path = options.field.split('.');
    const { event } = options;
    if (!event) {
      const at = aheadOf(options, valueAt(facts.traits, path), zone, now);
      return at === undefined ? [] : [{ key: null, at, event: null }];
    }
    const heard = (facts.events[event.name] ?? []).filter((one) => matchesEvent(event, one));
    return newestByKey(heard, event.key).flatMap(([key, one]): readonly Foreseen[] => {
      const at = aheadOf(options, valueAt(one.properties, path), zone, now);
      return at === undefined ? [] : [{ key, at, event: one }];
    });
  },
  // A date may stand in what was written long before.
  already: ({ field, event }, { now }) =>
    event
      ? { of: 'did', name: event.name, after: 0, upTo: now, enough: false }
      : { of: 'trait', trait: field.split('.')[0] ?? field, enough: false },
  about: ({ field, event }) => `date ${event?.name ?? ''} ${field}`,
  eventless: ({ event }) => event === undefined,
  hears: ({ event }) => (event ? [event.name] : []),
  keyPath: ({ event }) => event?.key,
  began: ({ field, event }) => `for ${dateOf(field, event)}`,
  describe({ field, event, shift, direction, at, yearly, zone }) {
    const when = shift ? `${describeDuration(shift)} ${direction ?? 'after'}` : 'On';
    const every = yearly ? ', every year' : '';
    return `${when} ${dateOf(field, event)}${at ? ` at ${at}` : ''}${every}, in their own time zone (else ${zone})`;
  },
};
