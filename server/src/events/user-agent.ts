import Bowser from 'bowser';

/** What a user agent says of the visitor's machine, in words conditions use. */
export interface UserAgentFacts {
  /** `mobile`, `tablet`, `desktop`, `tv` or `bot`. */
  readonly device?: string;
  readonly browser?: { readonly name: string; readonly version?: string };
  readonly os?: { readonly name: string; readonly version?: string };
}

const REMEMBERED = 500;
const LONGEST = 512;

const named = (part: { name?: string; version?: string }) =>
  part.name ? { name: part.name, ...(part.version ? { version: part.version } : {}) } : undefined;

const parse = (userAgent: string): UserAgentFacts => {
  const { browser, os, platform } = Bowser.parse(userAgent);
  return { device: platform.type, browser: named(browser), os: named(os) };
};

/** Parses a user agent; the busiest few hundred are remembered, since parsing one takes longer than storing an event. */
export const createUserAgentReader = (): ((userAgent: string) => UserAgentFacts) => {
  const known = new Map<string, UserAgentFacts>();
  return (given) => {
    const userAgent = given.slice(0, LONGEST);
    const found = known.get(userAgent);
    if (found) return found;
    const facts = parse(userAgent);
    const oldest = known.keys().next();
    if (known.size >= REMEMBERED && !oldest.done) known.delete(oldest.value);
    known.set(userAgent, facts);
    return facts;
  };
};
