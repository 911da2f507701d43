import type { SeenName, Words } from './vocabulary';

const isBelow = (path: string, sensitive: readonly string[]): boolean =>
  sensitive.some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));

/** The last part is what a property of an event and a trait have in common: `birthday` in `user.birthday` too. */
export const isSensitive = (name: string, sensitive: readonly string[]): boolean =>
  isBelow(name, sensitive) || sensitive.includes(name.split('.').at(-1) ?? name);

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
