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
export {
  contentEndpoints,
  type ContentPlace,
  type MapBlock,
  type MapEntry,
  type MapFault,
  type NamedSegment,
  type OfferedSegment,
} from './endpoints';
export { faultsOf, type BlockFault, type ListFaults, type SlotFault } from './faults';
export { DEVICES, previewViewSchema, type PreviewDevice, type PreviewView } from './preview.schema';
export { type Horizon } from './reach';
export { LANE_REASONS, LANES, type LaneReason } from './lane';
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
