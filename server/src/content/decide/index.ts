export { plainAddress } from './address';
export { decideOn, recall, type Choosing, type Decided } from './choosing';
export { createDecisionTokens, type Choices, type DecisionTokens, type Place } from './tokens';
