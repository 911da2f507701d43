export * from './bucketing';
export { fnv1a as hashOf, hash } from './hash';
