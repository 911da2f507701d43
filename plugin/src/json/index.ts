export { textAt, valueAt } from './at';
export { isJsonObject, type Json, type JsonObject } from './json';
export { sameJson } from './same';
