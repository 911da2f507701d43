import { keyFrom } from '../keys';

const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST = 60;

export const isSegmentKey = (text: string): boolean => text.length <= LONGEST && KEY.test(text);

/** The key that a name gives; on later turns the next ones, where that is taken. */
export const segmentKeyOf = (name: string, turn?: number): string => keyFrom(name, 'segment', LONGEST, turn);
