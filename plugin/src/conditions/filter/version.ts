const WIDTH = 5;
/** Sorts after every letter, so that 1.0.0 comes after 1.0.0-beta. */
const RELEASE = '~';

/**
 * A version as text that sorts as versions do, by the rules of GrowthBook's SDK (which follow semver.org):
 * numbers are padded, a leading `v` and build data are left out, a release sorts after its candidates.
 */
export const sortableVersion = (input: unknown): string => {
  const text = typeof input === 'number' ? String(input) : input;
  const version = typeof text === 'string' && text !== '' ? text : '0';
  const parts = version.replace(/^v|\+.*$/g, '').split(/[-.]/);
  const whole = parts.length === 3 ? [...parts, RELEASE] : parts;
  return whole.map((part) => (/^\d+$/.test(part) ? part.padStart(WIDTH, ' ') : part)).join('-');
};
