export * from './endpoints';
export * from './schema';
export * from './segment-key';
