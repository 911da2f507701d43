export { createHandOut, type HandOut } from './hand-out';
export { openQueue, type OpenedQueue } from './open-queue';
