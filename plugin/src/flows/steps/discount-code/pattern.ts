/** No sign that is taken for another when it is read aloud or typed: neither 0 nor O, neither 1 nor I. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

const LONGEST = 60;
const PLACE = /\{(\d{1,2})\}/g;

const placesIn = (pattern: string): readonly number[] =>
  [...pattern.matchAll(PLACE)].map(([, count]) => Number(count));

/** `SPRING-{6}`: letters, digits, `-` and `_`, and one place or more for signs nobody can guess. */
export const isCodePattern = (pattern: string): boolean => {
  const places = placesIn(pattern);
  const fixed = pattern.replace(PLACE, '');
  const drawn = places.reduce((sum, count) => sum + count, 0);
  return (
    /^[\w-]*$/.test(fixed) &&
    drawn >= 4 &&
    places.every((count) => count > 0) &&
    fixed.length + drawn <= LONGEST
  );
};

/** The pattern with its places filled from this many random bytes or more; a byte gives a sign without a lean. */
export const codeFrom = (pattern: string, bytes: readonly number[]): string => {
  const rest = [...bytes];
  return pattern.replace(PLACE, (_place, count: string) =>
    Array.from({ length: Number(count) }, () => SIGNS[(rest.shift() ?? 0) % SIGNS.length]).join(''),
  );
};
