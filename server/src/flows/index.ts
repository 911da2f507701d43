export type { Delivery, EffectHandler, OutboxEffect } from './effect';
export type { Advance, FlowInput, Turn } from './moves';
