import {
  cartIdOf,
  isLive,
  linesOf,
  type Cart,
  type EmailProblem,
  type EmailSource,
  type JsonObject,
} from '../../../plugin/src';
import { showCart, type Catalogue } from './cart';
import type { ReaderLinks } from './links';
import { mailContext, type Recipient, type Site } from './mail-context';
import type { Renderer, Rendering } from './rendering/renderer';

/** Makes mails of templates and people: one way for sending, preview and test, so that they cannot differ. */
export interface Composer {
  forPerson(given: {
    readonly source: EmailSource;
    readonly version?: string;
    readonly recipient: Recipient;
    /** Properties of the event that this mail is about. */
    readonly about: JsonObject | null;
    readonly links: ReaderLinks;
    readonly codes?: Readonly<Record<string, string>>;
    /** The token that brings a cart of theirs back; without it, links lead to the shop's cart as it stands. */
    readonly recovery?: (profileId: string, cartId: string) => string;
  }): Promise<Rendering>;
  forNobody(source: EmailSource, links: ReaderLinks): Rendering;
}

/** What is known of carts, and of what sells. */
export interface Shop {
  find(profileId: string, cartId: string): Promise<Cart | undefined>;
  /** Products by id, the most sold first. */
  bestSellers(): Promise<readonly string[]>;
}

interface Needs {
  readonly renderer: Renderer;
  readonly catalogue: Catalogue;
  readonly carts: Shop;
  readonly site: Site;
}

const wantsBestSellers = ({ subject, html, text }: EmailSource): boolean =>
  [subject, html, text].some((part) => part.includes('bestSellers'));

export const createComposer = ({ renderer, catalogue, carts, site }: Needs): Composer => ({
  async forPerson({ source, version, recipient, about, links, codes, recovery }) {
    const { profileId } = recipient;
    const cartId = about && cartIdOf({ properties: about });
    // As it stands now: what the event said of it may be a day old.
    const kept = cartId === null ? undefined : await carts.find(profileId, cartId);
    const live = kept && isLive(kept) ? kept : undefined;
    const shown = await showCart(
      {
        lines: kept && kept.state !== 'ordered' ? (live?.lines ?? []) : linesOf(about ?? {}),
        token: live && recovery ? recovery(profileId, live.id) : null,
        bestSellers: wantsBestSellers(source) ? await carts.bestSellers() : [],
      },
      catalogue,
    );
    return renderer.render(source, mailContext({ recipient, shown, site, links, codes }), version);
  },
  forNobody(source, links) {
    const context = mailContext({ site, links });
    const { site: here } = context;
    return renderer.render(source, { ...context, ...source.sample, site: here, links });
  },
});

/** For a log or an outbox row: the place and the reason, which hold no data of the person. */
export const problemLine = ({ part, line, column, message }: EmailProblem): string =>
  `${part}${line > 0 ? ` ${line}:${column}` : ''}: ${message}`;
