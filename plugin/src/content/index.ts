export { arrange, type Arrangement } from './arrange';
export {
  AUDIENCE_FIELD,
  isInstant,
  LONGEST_SLOT,
  MOST_SEGMENTS,
  readAudience,
  SHOWS,
  type Audience,
  type Show,
} from './audience';
export { contentEndpoints, type ContentPlace } from './endpoints';
export { audienceSchema } from './schema';
export {
  isChosen,
  isTargeted,
  nextChange,
  shows,
  type Look,
  type Showing,
  type ShowReason,
  type Standing,
} from './shows';
