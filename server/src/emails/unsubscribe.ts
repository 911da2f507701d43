import type { Transact, Tx } from '../ports';
import type { Links } from './links';
import { askPage, donePage, unknownLinkPage, type Page } from './pages';

/** What ends: the person's yes to marketing, and any mail to the address. */
export interface EndMarketing {
  (tx: Tx, profileId: string, address: string): Promise<void>;
}

export interface Unsubscribing {
  /** Changes nothing: scanners follow links. */
  ask(token: string): Page;
  /** The page's button and a mail client's one click (RFC 8058) alike. Doing it twice is doing it once. */
  confirm(token: string): Promise<Page>;
}

interface Needs {
  readonly links: Pick<Links, 'readUnsubscribe'>;
  readonly endMarketing: EndMarketing;
  readonly transact: Transact;
  readonly siteName: string;
}

export const createUnsubscribing = ({ links, endMarketing, transact, siteName }: Needs): Unsubscribing => ({
  ask: (token) => (links.readUnsubscribe(token) ? askPage(siteName) : unknownLinkPage()),
  async confirm(token) {
    const link = links.readUnsubscribe(token);
    if (!link) return unknownLinkPage();
    await transact((tx) => endMarketing(tx, link.profileId, link.address));
    return donePage(siteName);
  },
});
