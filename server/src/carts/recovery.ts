import { isLive, PluginError, type RestoredCart } from '../../../plugin/src';
import type { Clock, Secrets } from '../ports';
import type { CartName } from './cart-store';
import type { Carts } from './carts';
import { createLimit } from './limit';

/** Brings a cart back on another day or another device, by a link that only its owner was sent. */
export interface Recovery {
  /** Opaque: it names a cart, holds nothing of it, and ends. */
  tokenFor(profileId: string, cartId: string): string;
  /**
   * `caller`: who asks, for counting those who guess. `anonymousId`: the device it is for, if it is known; an order of it
   * will be one of this cart. Throws `not-found`, whatever the reason, and `too-many`.
   */
  restore(token: string, caller: string, anonymousId?: string): Promise<RestoredCart>;
}

interface Needs {
  readonly carts: Pick<Carts, 'find'>;
  /** The profile that somebody has become part of, or the same; undefined for one that is gone. */
  readonly livingId: (profileId: string) => Promise<string | undefined>;
  readonly noteOpened: (anonymousId: string, cart: CartName, at: number) => Promise<void>;
  readonly secrets: Pick<Secrets, 'seal' | 'unseal'>;
  readonly now: Clock;
}

const PURPOSE = 'cart';
/** Strapi's telemetry leaves out addresses that contain a dot, so a token ends in one. */
const MARK = '.a';
/** Longer than this after the mail nobody comes back by it. */
export const TOKEN_LASTS = 14 * 86_400_000;
const MINUTE = 60_000;
/** A person opens a link a few times; a scanner a few more. */
const MOST_OF_ONE_CART = 30;
const MOST_GUESSES = 60;

type Named = readonly [profileId: string, cartId: string, endsAt: number];

const isNamed = (value: unknown): value is Named =>
  Array.isArray(value) &&
  value.length === 3 &&
  typeof value[0] === 'string' &&
  typeof value[1] === 'string' &&
  typeof value[2] === 'number';

export const createRecovery = ({ carts, livingId, noteOpened, secrets, now }: Needs): Recovery => {
  const limit = { windowMs: MINUTE, now };
  const ofOneCart = createLimit({ ...limit, most: MOST_OF_ONE_CART });
  const guesses = createLimit({ ...limit, most: MOST_GUESSES });

  const open = (token: string): Named | undefined => {
    if (!token.endsWith(MARK)) return undefined;
    const plain = secrets.unseal(PURPOSE, token.slice(0, -MARK.length), '');
    const named: unknown = plain && JSON.parse(plain.toString('utf8'));
    return isNamed(named) && named[2] > now() ? named : undefined;
  };

  return {
    tokenFor(profileId, cartId) {
      const named: Named = [profileId, cartId, now() + TOKEN_LASTS];
      return secrets.seal(PURPOSE, Buffer.from(JSON.stringify(named)), '') + MARK;
    },
    async restore(token, caller, anonymousId) {
      const named = open(token);
      if (!named) guesses(caller);
      else ofOneCart(`${named[0]}\n${named[1]}`);
      const profileId = named && (await livingId(named[0]));
      const cart = named && profileId ? await carts.find(profileId, named[1]) : undefined;
      if (!profileId || !cart || !isLive(cart)) {
        throw new PluginError('not-found', 'There is no cart behind this link any more.');
      }
      const { id, currency, lines } = cart;
      if (anonymousId) await noteOpened(anonymousId, { profileId, cartId: id }, now());
      return { id, currency, lines: lines.map(({ productId, quantity }) => ({ productId, quantity })) };
    },
  };
};
