export { attach, detach, zoneComponents, type ComponentFile, type FileChange } from './attach';
export { createCutter, type AudienceStore, type CutAnswer, type Cutter, type Mode, type View } from './cut';
export { createGuard, type Guard } from './guard';
export { createKeys } from './keys';
export { createNotes, type Notes } from './notes';
export { createShapes, type Field, type Model, type Shape, type Shapes } from './shape';
export { readTold, type Told } from './told';
export { closedView, createViews, type Asked, type Claim, type VisitorPorts } from './visitor';
export { walk } from './walk';
