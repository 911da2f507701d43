import type { SeenName, Words } from './vocabulary';

const partsOf = (path: string): readonly string[] => path.split(/\.|\[\]\.?/).filter((part) => part !== '');

/**
 * Whether a sensitive trait stands anywhere in a path, with all below it: `health` in `user.health.weight` and in
 * `children[].health`, since a property of an event may repeat a trait.
 */
export const isSensitive = (path: string, sensitive: readonly string[]): boolean => {
  const parts = partsOf(path);
  return sensitive.map(partsOf).some((name) => {
    const places = parts.map((_part, at) => parts.slice(at, at + name.length));
    return name.length > 0 && places.some((place) => place.join('.') === name.join('.'));
  });
};

/** The words as somebody may see them: none that is sensitive, and examples only for those who may see people. */
export const discreet = (words: Words, sensitive: readonly string[], maySeePeople: boolean): Words => {
  const shown = (names: readonly SeenName[]): readonly SeenName[] =>
    names
      .filter(({ name }) => !isSensitive(name, sensitive))
      .map((seen) => (maySeePeople ? seen : { ...seen, examples: [] }));
  return {
    events: words.events.map((event) => ({ ...event, properties: shown(event.properties) })),
    traits: shown(words.traits),
  };
};
