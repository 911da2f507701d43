export * from './endpoints';
export { likenessOf, overlapOf, sharedOf, sizeOf, WORD_BITS, type Bitmap } from './overlap';
export { renameSegmentIn } from './rename';
export * from './schema';
export * from './segment-key';
export { SEGMENT_WARNINGS, type SegmentWarningCode } from './warnings';
export { canonicalJson, isUnnamedKey, UNNAMED_PREFIX } from './unnamed-key';
