export type { Explanation } from './asking';
export { createCollectUnnamed } from './collect-unnamed';
export type { Decision, RequestContext } from './decide';
export type { CrmList, NewSegment, NewStaticSegment, SegmentChanges } from './editing';
export { createAsOf, type AsOf } from './insight/as-of';
export { createBitmaps, type Bitmaps } from './insight/bitmaps';
export {
  createHindsight,
  type CrossingLog,
  type Hindsight,
  type Looked,
  type PastPerson,
} from './insight/hindsight';
export { createKeptGroups, type GroupHead, type SavedGroup } from './groups/group';
export type { SavedGroups } from './groups/groups';
export { createInsights, type Insights } from './insight/insights';
export { createPast, type Past } from './insight/past';
export { createTrend, type Trend } from './insight/trend';
export type { LoggedMove, MembershipLog, Moves } from './insight/membership-log';
export type { MoveSum, SizePoint, SizeStore } from './insight/size-store';
export type { UseStore } from './insight/use-store';
export { createUses, noting, type Uses } from './insight/uses';
export { createExport, type Export } from './lists/export';
export { lineOf } from './lists/csv-cell';
export { createImportPeople } from './lists/import-people';
export type { ImportStore, SegmentImport } from './lists/import-store';
export { createImports, type GivenFile, type Imports } from './lists/imports';
export type { JudgeSome } from './judge-many';
export type { Judgement } from './judging';
export type { Narrow } from './narrow';
export type { People, PersonFacts, Reach, Stretch, Wanted } from './person';
export type { PopulationStore } from './populations/population-store';
export { createPopulations, type Populations } from './populations/populations';
export { createPersonScores } from './person-scores';
export type { Place } from './places';
export type { Preview } from './preview';
export type { Bulk, Membership, MembershipChange, Segment, SegmentChange, Untils } from './segment';
export type { Page, SegmentStore } from './segment-store';
export { createProductWalk } from './product-walk';
export { createProducts, productIdsIn, withProducts, type Products, type ProductStore } from './products';
export { discreet, isSensitive, tellable, tellableWords } from './discretion';
export { pageOf, shelvesOf } from './listing';
export { createReshape, type Reshape } from './reshape';
export { createSegments, type Segments } from './segments';
export type { SegmentView } from './viewer';
export { staticListId } from './static-list';
export { createVocabulary, type VocabularySource, type Words } from './vocabulary';
export { createCatalogueReader, prepare } from './catalogue';
export { createSweep } from './sweep';
export { orderSegments } from './dependencies';
export { failedIn, type KeptMembership } from './unjudged';
export type { Unnamed } from './unnamed';
export type { Foresight } from './foresight';
