export { compileFilter, compileValueTest, isOperators, matches, pathsOf } from './filter';
export { OPERATORS, type Groups } from './operators';
