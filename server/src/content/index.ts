export { nameOf } from './block';
export { withExposures } from './exposures';
export { isLiteral } from './plain';
export { attach, attachExperience, detach, zoneComponents, type FileChange, type SchemaFile } from './attach';
export { createCutter, standingIn, type CutAnswer, type Cutter, type Mode, type View } from './cut';
export { mayEcho, withoutEchoes } from './echoes';
export { createGuard, type Guard } from './guard';
export { createKeeper, type Keeper } from './keep';
export type { VoiceAt } from './voice';
export {
  createDecisionTokens,
  decideOn,
  plainAddress,
  recall,
  type Choices,
  type Decided,
  type DecisionTokens,
  type Place,
} from './decide';
export { createExperiences, createJudge, type AudienceStore, type Experiences, type Judge } from './judge';
export { createKeys } from './keys';
export { createContentMap, type PlacedBlock, type PlacedEntry } from './map';
export { createPreviews, isPreviewToken, PREVIEW_MS, type PreviewPorts, type Previews } from './previews';
export {
  ANY,
  createKept,
  createReads,
  createViewedPage,
  type Asker,
  type Fill,
  type Kept,
  type KeptFigures,
  type ShownView,
  type ViewedPage,
} from './lane';
export { noteRows } from './note-rows';
export { createNotes, type KeptNotes, type Notes } from './notes';
export { createCompiler, nextDate } from './page';
export { createMergeTags, type MergeTags } from './merge-tags';
export { createShapes, type Field, type Model, type Shape, type Shapes, type TagPlace } from './shape';
export { createTagEchoes, type TagEchoes } from './tag-echoes';
export { createRequestFaults, type RequestFaults } from './request-faults';
export { readTold, type Told } from './told';
export { closedView, createViews, type Asked, type Claim, type Visit } from './visitor';
export type { Found, VisitorName, VisitorPorts } from './visitor-ports';
export { createVariants, type FileStore, type Variants } from './variants';
