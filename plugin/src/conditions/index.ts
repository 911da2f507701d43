export * from './condition';
export * from './endpoints';
export * from './facts';
export * from './schema';
export * from './verdict';
