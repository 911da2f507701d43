export type { Explanation } from './asking';
export { createCollectUnnamed } from './editing/collect-unnamed';
export type { RequestContext } from './judging/decide';
export type { Decision } from './judging/decide-each';
export type { CrmList, NewSegment, NewStaticSegment, SegmentChanges } from './editing/editing';
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
export { createKeptNames } from './kept-names';
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
export type { JudgeSome } from './walks/judge-many';
export type { Judgement } from './judging/judging';
export type { Narrow } from './narrowing/narrow';
export type { People, PersonFacts, Reach, Stretch, Wanted } from './person';
export type { PopulationStore } from './populations/population-store';
export { createPopulations, type Populations } from './populations/populations';
export { createPersonScores } from './showing/person-scores';
export type { Place } from './editing/places';
export type { Preview } from './preview/preview';
export type { Bulk, Membership, MembershipChange, Segment, SegmentChange, Untils } from './segment';
export type { Page, SegmentStore } from './segment-store';
export { createProductWalk } from './products/product-walk';
export {
  createProducts,
  productIdsIn,
  withProducts,
  type Products,
  type ProductStore,
} from './products/products';
export { discreet, isSensitive, tellable, tellableWords } from './showing/discretion';
export { pageOf, shelvesOf } from './showing/listing';
export { createReshape, type Reshape } from './editing/reshape';
export { createSegments, type Segments } from './segments';
export type { SegmentView } from './showing/viewer';
export { staticListId } from './editing/static-list';
export { createVocabulary, type VocabularySource, type Words } from './showing/vocabulary';
export { createCatalogueReader, prepare } from './catalogue';
export { createSweep } from './preview/sweep';
export { orderSegments } from './dependencies';
export { failedIn, failureOf, isFailure, type KeptMembership } from './judging/unjudged';
export type { Unnamed } from './editing/unnamed';
export type { Foresight } from './judging/foresight';
