import { matches, type EventFact } from '../conditions';
import type { EventMatch } from './flow';

export const matchesEvent = (match: Pick<EventMatch, 'name' | 'where'>, event: EventFact): boolean =>
  (match.name === '*' || match.name === event.name) &&
  (match.where === undefined || matches(match.where, event.properties));
