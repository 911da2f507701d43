import type { Transact, Tx } from '../ports';
import type { Links } from './links';
import { confirmedPage, confirmPage, unknownLinkPage, type Page } from './pages';

/** A yes to marketing by whoever reads the mailbox; false where this is nobody's address any more. */
export interface AgreeToMarketing {
  (tx: Tx, profileId: string, address: string): Promise<boolean>;
}

/** The second half of a double opt-in: the mail has asked, and the page takes the yes. */
export interface Confirming {
  /** Changes nothing: scanners follow links. */
  ask(token: string): Page;
  /** Doing it twice is doing it once. */
  confirm(token: string): Promise<Page>;
}

interface Needs {
  readonly links: Pick<Links, 'readConfirm'>;
  readonly agree: AgreeToMarketing;
  readonly transact: Transact;
  readonly siteName: string;
}

export const createConfirming = ({ links, agree, transact, siteName }: Needs): Confirming => ({
  ask: (token) => (links.readConfirm(token) ? confirmPage(siteName) : unknownLinkPage()),
  async confirm(token) {
    const link = links.readConfirm(token);
    const agreed = link && (await transact((tx) => agree(tx, link.profileId, link.address)));
    return agreed ? confirmedPage(siteName) : unknownLinkPage();
  },
});
