/**
 * Why somebody must be looked at again. Kept with their row of the queue as lines of text, so that a second cause is
 * written behind the first without reading it.
 */
export interface Causes {
  /** Anything may be another than before: a new or joined profile, a caller that does not say. */
  readonly everything: boolean;
  /** Names of events that have come. */
  readonly events: ReadonlySet<string>;
  /** Names of traits that are another, outermost. */
  readonly traits: ReadonlySet<string>;
  /** `<connection id>:<list id>` */
  readonly lists: ReadonlySet<string>;
  /** Another time zone: where the calendar is asked, another answer. */
  readonly zone: boolean;
  /** Ids of segments that must be judged whatever else. */
  readonly segments: ReadonlySet<string>;
  /** Comings and goings are written down that nobody was told of. */
  readonly untold: boolean;
  /** Something was imported that happened long ago: what it moves is no news, and starts no flow. */
  readonly history: boolean;
}

/** The lines of one or more causes. */
export type CauseText = string;

const MOST = 2_000;

const line = (sign: string, word: string): CauseText => {
  const text = `${sign}${word}`;
  return text.includes('\n') || text.length > 300 ? EVERYTHING : `${text}\n`;
};

export const EVERYTHING: CauseText = '*\n';
/** The time has come, and nothing else. */
export const ONLY_TIME: CauseText = '';
export const UNTOLD: CauseText = '!\n';
export const NEW_ZONE: CauseText = 'z\n';
export const HISTORY: CauseText = 'h\n';
export const eventsCame = (names: Iterable<string>): CauseText =>
  [...new Set(names)].map((name) => line('e', name)).join('');
export const traitsChanged = (names: readonly string[]): CauseText =>
  names.map((name) => line('t', name)).join('');
export const listChanged = (listId: string): CauseText => line('l', listId);
export const segmentAnew = (segmentId: string): CauseText => line('s', segmentId);

/** Both; what would grow without end becomes everything, and stays history where it was. */
export const joinCauses = (known: CauseText, more: CauseText): CauseText => {
  const joined = `\n${known}`.includes(`\n${more}`) ? known : known + more;
  if (joined.length <= MOST) return joined;
  return `\n${joined}`.includes(`\n${HISTORY}`) ? EVERYTHING + HISTORY : EVERYTHING;
};

const WORDLESS = new Set(['*', 'z', '!', 'h', '']);

/** Reads the lines back; one that nobody knows is everything. */
export const readCauses = (text: CauseText): Causes => {
  const lines = text.split('\n');
  const words = (sign: string): ReadonlySet<string> =>
    new Set(lines.flatMap((each) => (each.startsWith(sign) ? [each.slice(1)] : [])));
  const known = (each: string): boolean => WORDLESS.has(each) || /^[etls]/.test(each);
  return {
    everything: lines.includes('*') || !lines.every(known),
    events: words('e'),
    traits: words('t'),
    lists: words('l'),
    zone: lines.includes('z'),
    segments: words('s'),
    untold: lines.includes('!'),
    history: lines.includes('h'),
  };
};
