import type { EventTrigger } from '../../flow';
import { ABOUT_CARTS, isCartEvent } from '../../../carts';
import { textAt } from '../../../json';
import { matchesEvent } from '../../event-matching';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

export const eventTrigger: FlowTriggerBehaviour<EventTrigger> = {
  kind: 'event',
  starts(options, input) {
    if (input.kind !== 'event' || !matchesEvent(options, input.event)) return undefined;
    if (options.key === undefined) return { key: null, trigger: input.event };
    // A keyed flow does not start for an event without the key.
    const key = textAt(input.event.properties, options.key);
    return key === null ? undefined : { key, trigger: input.event };
  },
  already: ({ name, where, key }, { since, now }) => ({
    ...{ of: 'did', name, after: since, upTo: now },
    enough: where === undefined && key === undefined,
  }),
  hears: ({ name }) => [name],
  keyPath: ({ key }) => key,
  about: ({ name, key }) =>
    key === 'cart_id' && isCartEvent({ name }) && name !== 'Order Completed' ? ABOUT_CARTS : `event ${name}`,
  describe: ({ name, key }) => `When “${name}” happens${key ? `, once for each ${key}` : ''}`,
};
