export type { Check } from './check';
export { conditionKindChecks, type ConditionKindSamples } from './condition-kind-checks';
export { crmConnectorChecks, type CrmAccount } from './crm-connector-checks';
export { emailTransportChecks, type Mailbox } from './email-transport-checks';
export { jobQueueChecks } from './job-queue-checks';
export { flowStepChecks, type FlowStepSamples } from './flow-step-checks';
