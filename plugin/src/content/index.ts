export { AUDIENCE_FIELD, MOST_SEGMENTS, readAudience, SHOWS, type Audience, type Show } from './audience';
export { contentEndpoints, type ContentPlace } from './endpoints';
export { audienceSchema } from './schema';
export { isTargeted, shows, type Showing, type ShowReason, type Standing } from './shows';
