import type { z } from 'zod';

import {
  emailFormSchema,
  emailSourcesSchema,
  flowFormSchema,
  groupFormSchema,
  KEY_SCHEMAS,
  segmentFormSchema,
} from './form.schema';
import type { ForeignKinds } from './language';
import { isTooDeep, sortedJson } from './sorted-json';
import { faultOf, nameOf, type Fault, type Thing, type What } from './thing';

/** By path below the folder, with slashes: `emails/welcome.html.hbs`. */
export type Texts = ReadonlyMap<string, string>;

const HTML = '.html.hbs';
const TEXT = '.text.hbs';
const OURS = /^(emails|groups|segments|flows)\/([^/]+?)(\.json|\.html\.hbs|\.text\.hbs)$/;

interface Place {
  readonly what: What;
  readonly key: string;
  readonly isSource: boolean;
}

/** Which thing a file belongs to; undefined for a file that is none of ours. */
export const placeOf = (path: string): Place | undefined => {
  const [, what, key, ending] = OURS.exec(path) ?? [];
  if (what === undefined || key === undefined) return undefined;
  const isSource = ending !== '.json';
  return isSource && what !== 'emails' ? undefined : { what: what as What, key, isSource };
};

/**
 * The files of one thing. The source of an e-mail stands beside its JSON, to the byte; without a plain-text part there
 * is no file for it.
 */
export const filesOf = (thing: Thing): Texts => {
  const at = nameOf(thing);
  if (thing.what !== 'emails') return new Map([[`${at}.json`, sortedJson(thing.body)]]);
  const { html, text, ...form } = thing.body;
  return new Map([
    [`${at}.json`, sortedJson(form)],
    [`${at}${HTML}`, html],
    ...(text === '' ? [] : [[`${at}${TEXT}`, text] as const]),
  ]);
};

type Read<T> = { readonly value: T } | { readonly faults: readonly Fault[] };

const checked = <T>(place: Place, schema: z.ZodType<T>, value: unknown): Read<T> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => faultOf(place, path.map(String), message));
  return { faults };
};

const jsonOf = (place: Place, text: string): Read<unknown> => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isTooDeep(value) ? { faults: [faultOf(place, [], 'It is nested too deep.')] } : { value };
  } catch (error) {
    return { faults: [faultOf(place, [], `It is no JSON: ${(error as Error).message}`)] };
  }
};

const emailOf = (place: Place, form: unknown, texts: Texts): Read<Thing> => {
  const { key } = place;
  const at = `emails/${key}`;
  const html = texts.get(`${at}${HTML}`);
  if (html === undefined) return { faults: [faultOf(place, [], `Beside it, ${key}${HTML} is missing.`)] };
  const head = checked(place, emailFormSchema, form);
  const sources = checked(place, emailSourcesSchema, { html, text: texts.get(`${at}${TEXT}`) ?? '' });
  if ('value' in head && 'value' in sources) {
    return { value: { what: 'emails', key, body: { ...head.value, ...sources.value } } };
  }
  return { faults: [head, sources].flatMap((part) => ('faults' in part ? part.faults : [])) };
};

const thingOf = (place: Place, text: string, texts: Texts, foreign: ForeignKinds): Read<Thing> => {
  const { what, key } = place;
  const named = checked(place, KEY_SCHEMAS[what], key);
  if ('faults' in named) return named;
  const json = jsonOf(place, text);
  if ('faults' in json) return json;
  if (what === 'emails') return emailOf(place, json.value, texts);
  if (what === 'groups') {
    const body = checked(place, groupFormSchema, json.value);
    return 'value' in body ? { value: { what, key, body: body.value } } : body;
  }
  if (what === 'segments') {
    const body = checked(place, segmentFormSchema(foreign), json.value);
    return 'value' in body ? { value: { what, key, body: body.value } } : body;
  }
  const body = checked(place, flowFormSchema(foreign), json.value);
  return 'value' in body ? { value: { what, key, body: body.value } } : body;
};

/** Reads what `filesOf` writes, and says what is wrong with each file that cannot be read. */
export const readThings = (
  texts: Texts,
  foreign: ForeignKinds,
): { readonly things: readonly Thing[]; readonly faults: readonly Fault[] } => {
  const things: Thing[] = [];
  const faults: Fault[] = [];
  for (const path of [...texts.keys()].sort()) {
    const place = placeOf(path);
    if (!place) continue;
    if (place.isSource) {
      if (texts.has(`${nameOf(place)}.json`)) continue;
      faults.push({ file: path, path: '', reason: `Beside it, ${place.key}.json is missing.` });
      continue;
    }
    const read = thingOf(place, texts.get(path) ?? '', texts, foreign);
    if ('value' in read) things.push(read.value);
    else faults.push(...read.faults);
  }
  return { things, faults };
};
