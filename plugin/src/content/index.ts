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
export { blockLabel, labelAttributes } from './block-label';
export {
  contentEndpoints,
  type ContentPlace,
  type LimitedBlock,
  type MapBlock,
  type MapEntry,
  type MapFault,
  type NamedSegment,
  type OfferedSegment,
} from './endpoints';
export { MOST_DECIDED, NO_TOKENS, type NoToken } from './decision';
export { faultsOf, type BlockFault, type ListFaults, type SlotFault } from './faults';
export { DEVICES, previewViewSchema, type PreviewDevice, type PreviewView } from './preview.schema';
export { type Horizon } from './reach';
export { LANE_REASONS, LANES, type LaneReason } from './lane';
export {
  chooseVariant,
  EXPERIENCE_FIELD,
  inOneSlot,
  LONGEST_NAME,
  MOST_VARIANTS,
  readExperience,
  type Experience,
  type Variant,
} from './experience';
export { checkOverride, filesIn, isOverridable, type OverrideAttribute } from './overrides';
export { REQUEST_FAULTS, type RequestFault } from './request-faults';
export { audienceSchema, experienceSchema } from './schema';
export {
  INSIDE_HIDDEN,
  isChosen,
  isLimited,
  isTargeted,
  nextChange,
  shows,
  type Look,
  type Showing,
  type ShowReason,
  type Standing,
  type Viewed,
} from './shows';
