import { faulty, type EventFault } from './fault';

/** What one event may hold. The sizes in bytes are configuration; these are not. */
export const EVENT_LIMITS = {
  /** Objects and arrays within each other, the event itself being the first. */
  depth: 10,
  /** Values in all, at every depth. */
  values: 2_000,
  /** Characters of an id, a name or a key. */
  text: 256,
} as const;

/** Up to here a key is neither too long nor forbidden, and is not looked at. */
const SHORT_KEY = 8;

/** Of a longer key. The names are those that reach an object's prototype when somebody copies carelessly. */
const keyFault = (key: string): EventFault | undefined => {
  if (key.length > EVENT_LIMITS.text) {
    return faulty('key', '', `A key may have at most ${EVENT_LIMITS.text} characters.`).fault;
  }
  if (key !== '__proto__' && key !== 'prototype' && key !== 'constructor') return undefined;
  return faulty('key', key, 'This key is not allowed.').fault;
};

/** JSON writes a character as at most six bytes (`\u001f`). */
const WORST_BYTES = 6;

interface Tally {
  values: number;
  characters: number;
}

const under = (key: string | number, found: EventFault): EventFault => ({
  ...found,
  path: found.path === '' ? String(key) : `${key}.${found.path}`,
});

/** Called for what holds values alone: most values hold none, and a call for each costs more than looking at it. */
const walk = (value: object, depth: number, tally: Tally): EventFault | undefined => {
  if (depth > EVENT_LIMITS.depth) {
    return faulty('too-deep', '', `Nested deeper than ${EVENT_LIMITS.depth} levels.`).fault;
  }
  if (Array.isArray(value)) {
    tally.values += value.length;
    if (tally.values > EVENT_LIMITS.values) return tooMany;
    for (let at = 0; at < value.length; at += 1) {
      const inner: unknown = value[at];
      if (typeof inner === 'string') tally.characters += inner.length;
      if (typeof inner !== 'object' || inner === null) continue;
      const found = walk(inner, depth + 1, tally);
      if (found) return under(at, found);
    }
    return undefined;
  }
  let { values, characters } = tally;
  for (const key in value) {
    const { length } = key;
    values += 1;
    if (values > EVENT_LIMITS.values) return tooMany;
    characters += length;
    if (length > SHORT_KEY) {
      const fault = keyFault(key);
      if (fault) return fault;
    }
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'string') {
      characters += inner.length;
    } else if (typeof inner === 'object' && inner !== null) {
      tally.values = values;
      tally.characters = characters;
      const found = walk(inner, depth + 1, tally);
      if (found) return under(key, found);
      ({ values, characters } = tally);
    }
  }
  tally.values = values;
  tally.characters = characters;
  return undefined;
};

const tooMany = faulty('too-many-keys', '', `An event may hold at most ${EVENT_LIMITS.values} values.`).fault;

/** Whether the event is too deep, too wide, too large, or holds a key that may not be. Stops at the first fault. */
export const overLimit = (event: object, bytes: number): EventFault | undefined => {
  const tally: Tally = { values: 0, characters: 0 };
  const found = walk(event, 1, tally);
  if (found) return found;
  // Measured exactly only when it could matter: writing JSON costs more than all other checks together.
  const atWorst = WORST_BYTES * tally.characters + 30 * tally.values;
  if (atWorst <= bytes || new TextEncoder().encode(JSON.stringify(event)).length <= bytes) return undefined;
  return faulty('too-large', '', `An event may have at most ${bytes} bytes.`).fault;
};
