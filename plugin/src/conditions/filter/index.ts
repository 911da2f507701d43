export { compileFilter, compileValueTest, isOperators, matches, pathsOf } from './filter';
export { COMBINERS, OPERATORS, type Groups } from './operators';
