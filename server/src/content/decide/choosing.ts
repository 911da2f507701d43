import type { NoToken, Standing } from '../../../../plugin/src';
import type { ViewedPage } from '../lane';
import { decidePage, joinPage, nextDate } from '../page';
import type { Placed } from '../visitor';
import { expiryOf } from './expiry';
import type { Choices, DecisionTokens, Place } from './tokens';

/** How a request has to do with choices that are made at one time and shown at another. */
export interface Choosing {
  /** Choices of which the request brings a token that holds for this page: they stand above whoever looks. */
  chosen?(viewed: ViewedPage): Choices | undefined;
  /** Takes the page to choose from it, in the place of an answer. */
  take?(viewed: ViewedPage): Promise<void>;
  /** The answer makes no page to choose from. */
  leave?(reason: NoToken): void;
}

/** What was decided for one visitor on one page; without a token, why nobody may share it. */
export type Decided =
  | {
      readonly token: string;
      readonly expiresAt: number;
      /** Keys of the blocks that were chosen and are shown. */
      readonly exposures: readonly string[];
    }
  | { readonly token: null; readonly reason: NoToken };

interface Looking {
  readonly now: number;
  /** Where the visitor stands in these segments; undefined when they could not be judged. */
  place(keys: ReadonlySet<string>): Promise<Placed | undefined>;
  placeStranger(keys: ReadonlySet<string>): Promise<Placed | undefined>;
}

const EVERYBODY: Placed = { standing: new Map<string, boolean>(), until: null, isPerson: false };

const none = (reason: NoToken): Decided => ({ token: null, reason });

/**
 * Chooses for a visitor on one page. What is shown to a proven person and would not be shown to a stranger who visits
 * so is theirs alone, as are words about them: no token is made of it.
 */
export const decideOn = async (
  viewed: ViewedPage,
  { now, place: standingIn, placeStranger }: Looking,
  tokens: DecisionTokens,
  where: Place,
): Promise<Decided> => {
  const { page } = viewed;
  const placed = page.targeted ? await standingIn(page.segments) : EVERYBODY;
  if (!placed) return none('unavailable');
  const wordFor = (standing: Standing) => decidePage(page, { standing, now });
  const word = wordFor(placed.standing);
  const { exposures, isTagged } = joinPage(page, word);
  if (isTagged) return none('personal');
  if (placed.isPerson) {
    const stranger = await placeStranger(page.segments);
    if (!stranger || wordFor(stranger.standing) !== word) return none('personal');
  }
  const expiresAt = expiryOf(now, { nextDate: nextDate(page, now), until: placed.until });
  if (expiresAt === undefined) return none('brief');
  const token = tokens.seal({ word, version: viewed.version(), expiresAt }, where);
  if (token === undefined) return none('too-long');
  return { token, expiresAt, exposures };
};

/** The choices that a token holds, where it is ours, not over, and made for this place and the page as it is now. */
export const recall = (
  token: string,
  viewed: ViewedPage,
  now: number,
  tokens: DecisionTokens,
  where: Place,
): Choices | undefined => {
  const choices = tokens.open(token, where);
  return choices && choices.expiresAt > now && choices.version === viewed.version() ? choices : undefined;
};
