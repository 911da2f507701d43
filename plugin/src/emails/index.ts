export * from './email-key';
export * from './endpoints';
export * from './schema';
export * from './transport';
