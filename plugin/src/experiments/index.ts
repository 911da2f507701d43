export * from './bucketing';
export { hash } from './hash';
