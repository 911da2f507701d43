export { createClient, type AttuneClient, type ClientOptions, type Decisions } from './client';
export { type Decision } from './decide';
export { listen } from './listeners';
