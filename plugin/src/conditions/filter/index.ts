export { compileFilter, compileValueTest, isOperators, matches, pathsOf } from './filter';
export { createPatternBudget, type PatternBudget } from './pattern-budget';
export { OPERATORS, type Groups } from './operators';
