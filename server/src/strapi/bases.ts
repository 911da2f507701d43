interface Needs {
  /** The segments as they are at hand; undefined when they must be looked for first. */
  segments(): object | undefined;
  /** The same as long as nobody has written anything; undefined where it cannot be told. */
  version(): unknown;
  /** All that is stored of this device, as text; undefined where it cannot be told without waiting. */
  stored(anonymousId: string): string | undefined;
}

interface Known {
  readonly segments: object;
  version: unknown;
  readonly stored: string;
  readonly basis: object;
}

const MOST_NAMES = 10_000;
/** Of somebody with more there is too much to remember. */
const LONGEST_STORED = 8_000;

/**
 * What judgements rest on beside the request: one object for as long as nothing of it has changed. Who is nobody, the
 * empty name, rests on the segments alone; a device on what is stored of it too, which is read again when anybody has
 * written anything.
 */
export const createBases = ({ segments, version, stored }: Needs) => {
  /** In the order in which they were made. */
  const known = new Map<string, Known>();

  const remember = (name: string, made: Known): object => {
    known.delete(name);
    known.set(name, made);
    const [oldest] = known.size > MOST_NAMES ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return made.basis;
  };

  return (name: string): object | undefined => {
    const now = segments();
    if (!now || name === '') return now;
    // Asked for first: what is written after this makes another.
    const written = version();
    if (written === undefined) return undefined;
    const before = known.get(name);
    const holds = before?.segments === now;
    if (holds && before.version === written) return before.basis;
    const text = stored(name);
    if (text === undefined || text.length > LONGEST_STORED) return undefined;
    if (!holds || before.stored !== text)
      return remember(name, { segments: now, version: written, stored: text, basis: {} });
    before.version = written;
    return before.basis;
  };
};
