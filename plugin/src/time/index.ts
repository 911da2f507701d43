export * from './calendar';
export * from './cron';
export * from './local-moment';
