import type { Test } from './operators';

type Reader = (from: unknown) => unknown;

/** Names that every object or array answers to without anybody having put them there. */
export const inherited = (name: string): boolean => name in Object.prototype || name in Array.prototype;

const ownOnly = (part: string): Reader => {
  return (from) =>
    typeof from === 'object' && from !== null && Object.hasOwn(from, part)
      ? (from as Record<string, unknown>)[part]
      : null;
};

const plain = (part: string): Reader => {
  return (from) => {
    if (typeof from !== 'object' || from === null) return null;
    const value = (from as Record<string, unknown>)[part];
    return value === undefined ? null : value;
  };
};

const step = (part: string): Reader => (inherited(part) ? ownOnly(part) : plain(part));

/** Reads a path with dots; what is missing anywhere on the way is null, as in GrowthBook's SDK. */
export const pathReader = (path: string): Reader => {
  const parts = path.split('.');
  const [outer = path, inner] = parts;
  if (parts.length === 2 && inner !== undefined && !parts.some(inherited)) {
    return (from) => {
      if (typeof from !== 'object' || from === null) return null;
      const held = (from as Record<string, unknown>)[outer];
      if (typeof held !== 'object' || held === null) return null;
      const value = (held as Record<string, unknown>)[inner];
      return value === undefined ? null : value;
    };
  }
  const [first = plain(path), second, ...others] = parts.map(step);
  if (!second) return first;
  if (others.length === 0) return (from) => second(first(from));
  return (from) => others.reduce((value, read) => read(value), second(first(from)));
};

/** Reads a path and tests what it finds; the paths that nearly all filters have, without a call in between. */
export const reading = (path: string, test: Test): Test => {
  const parts = path.split('.');
  const [first = path, second] = parts;
  if (parts.length > 2 || parts.some(inherited)) {
    const read = pathReader(path);
    return (from, groups) => test(read(from), groups);
  }
  if (second === undefined) {
    return (from, groups) => {
      if (typeof from !== 'object' || from === null) return test(null, groups);
      const value = (from as Record<string, unknown>)[first];
      return test(value === undefined ? null : value, groups);
    };
  }
  return (from, groups) => {
    if (typeof from !== 'object' || from === null) return test(null, groups);
    const inner = (from as Record<string, unknown>)[first];
    if (typeof inner !== 'object' || inner === null) return test(null, groups);
    const value = (inner as Record<string, unknown>)[second];
    return test(value === undefined ? null : value, groups);
  };
};
