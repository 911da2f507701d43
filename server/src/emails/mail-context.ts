import type { JsonObject } from '../../../plugin/src';
import type { Cart, CatalogueItem, ShownCart } from './cart';
import type { ReaderLinks } from './links';
import type { MailContext } from './rendering/compile';

/** Whom a mail is for, as templates may know them. */
export interface Recipient {
  readonly profileId: string;
  readonly address: string;
  /** False where only a browser says that this is their address. */
  readonly proven: boolean;
  readonly traits: JsonObject;
}

export interface Site {
  readonly name: string;
  readonly url: string;
}

const NO_CART: Cart = { url: '', recoveryUrl: '', currency: 'EUR', total: 0, items: [] };

const NO_ITEMS: readonly CatalogueItem[] = [];

/**
 * What a template sees. To an address that is only claimed goes nothing that the claimant could have written:
 * no names, no traits; otherwise anyone could have us write their words to anyone.
 */
export const mailContext = (given: {
  readonly recipient?: Recipient;
  readonly shown?: ShownCart;
  readonly site: Site;
  readonly links: ReaderLinks;
  /** Discount codes that the flow drew, by the step that drew them. */
  readonly codes?: Readonly<Record<string, string>>;
}): MailContext => {
  const { recipient, shown, site, links, codes = {} } = given;
  return {
    profile: recipient?.proven ? { ...recipient.traits, email: recipient.address } : {},
    cart: shown?.cart ?? { ...NO_CART, url: site.url, recoveryUrl: site.url },
    bestSellers: shown?.bestSellers ?? NO_ITEMS,
    site,
    links,
    codes,
  };
};
