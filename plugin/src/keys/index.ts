export * from './key-from';
