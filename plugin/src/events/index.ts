export { eventsEndpoints } from './endpoints';
export { EVENT_NAMES, EVENT_TYPES, type EventType, type IncomingEvent } from './event';
export { parseTime } from './event-time';
export { FAULT_CODES, type EventFault, type FaultCode } from './fault';
export { GEO_HEADERS, geoOf, type Geo } from './geo';
export { isUnfit } from './identifier';
export { EVENT_LIMITS } from './limits';
export { readEvent, type Reading } from './read-event';
export { type QuarantinedEvent, type ShownEvent } from './schema';
