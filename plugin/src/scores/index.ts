export * from './engagement';
export * from './population';
export * from './rfm';
export * from './scoring';
export * from './staircase';
