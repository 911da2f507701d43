import { defineConditionKind } from '../../definition';
import type { EventCondition } from '../../condition';
import { eventBehaviour } from './behaviour';
import { eventOptions } from './schema';
import { describeEvent, explainEvent } from './words';

export const eventDefinition = defineConditionKind<EventCondition>({
  kind: 'event',
  label: 'Event',
  options: eventOptions,
  behaviour: eventBehaviour,
  describe: describeEvent,
  explain: (options, { actual }) => explainEvent(options, actual),
});
