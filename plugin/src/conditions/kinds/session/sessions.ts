import type { Json, JsonObject } from '../../../json';
import { numberIn } from '../../event-view';
import type { EventFact } from '../../facts';
import { pathReader } from '../../filter/path';

const IDLE = 30 * 60_000;
const PAGE = 'Page Viewed';
const SCROLL = 'Scroll Depth Reached';

/** One visit. */
export interface Session {
  /** When its first event happened. */
  readonly at: number;
  readonly fields: SessionFields;
}

/** What a filter can ask of a visit. */
export interface SessionFields extends JsonObject {
  /** Seconds from the first event to the last. */
  readonly duration: number;
  readonly pages: number;
  /** The greatest depth that was reached, in percent. */
  readonly scroll: number;
  /** One page, and nothing done on it. */
  readonly bounce: boolean;
  readonly campaign: string | null;
  readonly events: number;
}

export const SESSION_FIELDS = ['duration', 'pages', 'scroll', 'bounce', 'campaign', 'events'] as const;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const urlOf = pathReader('url');
const searchOf = pathReader('search');
const depthIn = pathReader('depth');

const queryOf = ({ properties }: EventFact): string => {
  const url = urlOf(properties);
  const search = searchOf(properties);
  if (isText(search)) return search.replace(/^\?/, '');
  return isText(url) ? (url.split('#')[0]?.split('?')[1] ?? '') : '';
};

/** The campaign by which somebody came, from the address of the page; null on an address without one. */
const campaignOf = (event: EventFact): string | null => {
  const query = queryOf(event);
  return query.includes('utm_campaign') ? new URLSearchParams(query).get('utm_campaign') || null : null;
};

const depthOf = ({ name, properties }: EventFact): number =>
  name === SCROLL ? (numberIn(depthIn(properties) as Json) ?? 0) : 0;

/** Events that need nobody's doing on a page: looking at it, and reading on. */
const isDone = ({ name }: EventFact): boolean => name !== PAGE && name !== SCROLL;

const sessionOf = (events: readonly EventFact[], campaign: string | null): Session => {
  const first = events[0]?.at ?? 0;
  const pages = events.filter(({ name }) => name === PAGE).length;
  return {
    at: first,
    fields: {
      duration: ((events.at(-1)?.at ?? first) - first) / 1_000,
      pages,
      scroll: events.reduce((most, event) => Math.max(most, depthOf(event)), 0),
      bounce: pages <= 1 && !events.some(isDone),
      campaign,
      events: events.length,
    },
  };
};

/**
 * Visits, from a whole history in order of time: 30 minutes without an event end one, and so does coming by another
 * campaign, as in Google's definition (https://support.google.com/analytics/answer/2731565).
 */
export const sessionsIn = (events: readonly EventFact[]): readonly Session[] => {
  const sessions: Session[] = [];
  let start = 0;
  let campaign: string | null = null;
  events.forEach((event, index) => {
    const before = events[index - 1];
    const named = campaignOf(event);
    const isIdle = before !== undefined && event.at - before.at >= IDLE;
    const isOther = before !== undefined && named !== null && named !== campaign;
    if (isIdle || isOther) {
      sessions.push(sessionOf(events.slice(start, index), campaign));
      start = index;
      campaign = null;
    }
    campaign = named ?? campaign;
  });
  if (start < events.length) sessions.push(sessionOf(events.slice(start), campaign));
  return sessions;
};
