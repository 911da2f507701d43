export * from './calendar';
export * from './cron';
