import { matches, type EventFact } from '../conditions';
import { isNamed } from '../our-events';
import type { EventMatch } from './flow';

export const matchesEvent = (match: Pick<EventMatch, 'name' | 'where'>, event: EventFact): boolean =>
  isNamed(event.name, match.name) && (match.where === undefined || matches(match.where, event.properties));
