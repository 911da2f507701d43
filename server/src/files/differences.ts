import { isJsonObject, type Json } from '../../../plugin/src';
import { sameJson } from './sorted-json';

const LONGEST = 40;
const MOST = 6;

const short = (value: Json | undefined): string | undefined => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : undefined;
};

const said = (path: string, before: Json | undefined, after: Json | undefined): string => {
  const [from, to] = [short(before), short(after)];
  return from === undefined || to === undefined ? path : `${path} (${from} → ${to})`;
};

const between = (before: Json | undefined, after: Json | undefined, path: string): readonly string[] => {
  if (sameJson(before, after)) return [];
  if (!isJsonObject(before as Json) || !isJsonObject(after as Json)) return [said(path, before, after)];
  const [a, b] = [before as Record<string, Json>, after as Record<string, Json>];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.flatMap((name) => between(a[name], b[name], path === '' ? name : `${path}.${name}`));
};

const plain = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

/** The fields that differ, with both values where they are short. */
export const differences = (before: object, after: object): readonly string[] =>
  between(plain(before), plain(after), '');

/** In a line: the first few, and how many more. */
export const inWords = (all: readonly string[]): string =>
  [...all.slice(0, MOST), ...(all.length > MOST ? [`and ${all.length - MOST} more`] : [])].join(', ');
