import type { Json } from '../json';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The same JSON, naming another segment: in conditions (`{ kind: 'segment', id }`) and in what a flow listens for
 * (`{ kind, segment }`), wherever they stand. The very object where nothing names it.
 */
export const renameSegmentIn = <T>(value: T, from: string, to: string): T => {
  if (Array.isArray(value)) {
    const list = value.map((one: unknown) => renameSegmentIn(one, from, to));
    return list.some((one, at) => one !== value[at]) ? (list as T) : value;
  }
  if (!isObject(value)) return value;
  const renamed = Object.entries(value).map(([name, part]): [string, unknown] => {
    const names = (value.kind === 'segment' && name === 'id') || (name === 'segment' && 'kind' in value);
    return [name, names && part === from ? to : renameSegmentIn(part as Json, from, to)];
  });
  return renamed.some(([name, part]) => part !== value[name]) ? (Object.fromEntries(renamed) as T) : value;
};
