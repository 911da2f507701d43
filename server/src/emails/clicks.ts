import type { Clock, Log, Secrets } from '../ports';
import type { ClickLink, Links } from './links';
import { isMachine, type Visit } from './machine-traffic';
import { safeUrl } from './rendering/safe-url';

/** A person followed a link of a mail. */
export interface Click extends ClickLink {
  readonly at: number;
  /** The same for each click on this link within an hour: it counts once. */
  readonly messageId: string;
}

export interface Clicks {
  /** Where to go on to, or undefined for a link that we did not make. */
  follow(token: string, visit: Visit): Promise<string | undefined>;
}

interface Needs {
  readonly links: Pick<Links, 'readClick'>;
  /** Stores it as the event "Email Clicked", if the person may be measured and still exists. */
  readonly record: (click: Click) => Promise<void>;
  readonly secrets: Secrets;
  readonly now: Clock;
  readonly log: Log;
}

const HOUR = 3_600_000;

export const createClicks = ({ links, record, secrets, now, log }: Needs): Clicks => ({
  async follow(token, visit) {
    const link = links.readClick(token);
    const url = link && safeUrl(link.url);
    if (!link || !url || !/^https?:/i.test(url)) return undefined;
    if (isMachine(visit)) return url;
    const at = now();
    const about = [link.effectId, link.url, Math.floor(at / HOUR)].join('\n');
    const messageId = `click-${secrets.hash('click', about).slice(0, 40)}`;
    try {
      await record({ ...link, at, messageId });
    } catch (error) {
      // Whoever clicked wants the page: that we could not count it is ours to know.
      log.error('A click could not be recorded.', { name: error instanceof Error ? error.name : 'unknown' });
    }
    return url;
  },
});
