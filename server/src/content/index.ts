export { attach, detach, zoneComponents, type ComponentFile, type FileChange } from './attach';
export { createCutter, type CutAnswer, type Cutter, type Mode, type View } from './cut';
export { isPlain, withExposures } from './exposures';
export { createGuard, type Guard } from './guard';
export { createKeeper, type Keeper, type Writing } from './keep';
export { createJudge, type AudienceStore, type Judge } from './judge';
export { createKeys } from './keys';
export { createContentMap, type ContentMap, type PlacedBlock, type PlacedEntry } from './content-map';
export { createPreviews, isPreviewToken, PREVIEW_MS, type PreviewPorts, type Previews } from './previews';
export {
  ANY,
  createKept,
  createReads,
  createViewedPage,
  type Fill,
  type Kept,
  type KeptFigures,
  type ViewedPage,
} from './lane';
export { createNotes, type KeptNotes, type Notes } from './notes';
export { createCompiler, nextDate } from './page';
export { createShapes, type Field, type Model, type Shape, type Shapes } from './shape';
export { readTold, type Told } from './told';
export { closedView, createViews, type Asked, type Claim, type VisitorPorts } from './visitor';
export { walk } from './walk';
