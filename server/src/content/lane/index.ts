export { ANY, createKept, type Fill, type Kept, type KeptFigures } from './kept';
export type { Asker } from './recall';
export { createViewedPage, type ShownView, type ViewedPage } from './views';
export { createReads, type Reads } from './reads';
