export * from './connector';
export * from './crm-fault';
export * from './endpoints';
