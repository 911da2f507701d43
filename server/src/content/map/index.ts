export { createContentMap } from './content-map';
export type { PlacedBlock, PlacedEntry } from './placed';
