import type { UsingFlow } from './naming';
import { hash } from '../../../../plugin/src';

/** What becomes of those who would have come in had the flow been live before. */
export const TODAY = ['nobody', 'at-once', 'spread', 'own-dates'] as const;

/** What becomes of what fell due while the flow was paused. */
export const OVERDUE = ['send', 'skip', 'spread'] as const;

/** What publishing asks; the first of each is what happens when nothing is said. */
export interface PublishChoice {
  readonly today?: (typeof TODAY)[number];
  /** Over how long those, or what is overdue, are spread: `4h`. */
  readonly over?: string;
  /** How far back an event counts: `30d`. */
  readonly within?: string;
  /** Takes those under way in other versions along into this one. */
  readonly move?: boolean;
  readonly overdue?: (typeof OVERDUE)[number];
}

export type ResumeChoice = Pick<PublishChoice, 'overdue' | 'over'>;

/** How those who qualify already are started: kept with the slot that walks over them. */
export interface TodayStart {
  readonly how: Exclude<(typeof TODAY)[number], 'nobody'>;
  /** Milliseconds. */
  readonly over: number;
  /** Events after this count. */
  readonly since: number;
}

/** What fell due before a flow went on, and is not simply done: kept with the flow. */
export interface Overdue {
  readonly how: 'skip' | 'spread';
  readonly before: number;
  /** Milliseconds. */
  readonly over: number;
}

export const DEFAULT_OVER = '4h';
export const DEFAULT_WITHIN = '30d';
export const OVERDUE_SKIPPED = 'it fell due while the flow was paused';

/** Somebody's place in a stretch: the same whenever it is asked, and even over many. */
export const placeIn = (profileId: string, over: number): number =>
  Math.floor((hash('spread', profileId, 2) ?? 0) * over);

/** How many would have come in had the flow been live before. */
export interface QualifyToday {
  readonly people: number;
  /** How many more qualify, and are in the flow already or may not come in again yet. */
  readonly inside: number;
  /** False: reckoned from so many of those who may, each of whom was asked. */
  readonly exact: boolean;
  /** It depends on how far back is looked. */
  readonly looksBack: boolean;
}

/** What is to be said before a flow is published or goes on, in numbers. */
export interface PublishingFigures {
  /** Null where nobody can know: what starts it is not kept, or is still to come. */
  readonly today: QualifyToday | null;
  /** Who begin as soon as it is published, whatever is chosen; null where it is not for a whole segment, or was live before. */
  readonly atOnce: number | null;
  /** Under way in other versions than the one that would be published. */
  readonly elsewhere: number;
  /** Live flows that begin with the same and write too. */
  readonly alike: readonly UsingFlow[];
  /** Waits that were over, and mails that were held, while the flow was paused. */
  readonly overdue: number;
}
