export { eventsEndpoints } from './endpoints';
export { EVENT_NAMES, EVENT_TYPES, type EventType, type IncomingEvent } from './event';
export { type QuarantinedEvent, type ShownEvent } from './schema';
