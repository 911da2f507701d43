export { createClient, type AttuneClient, type ClientOptions, type Decisions } from './client';
export { listen } from './listeners';
