export { defineJobQueue, type Batch, type JobQueue, type JobQueueDefinition } from './job-queue';
