export * from './bucketing';
export * from './hash';
