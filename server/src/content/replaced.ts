import { PluginError } from '../../../plugin/src';
import { createLikeness, isById, isByKey, isGuarded, meaningOf } from './alike';
import type { Plain } from './plain';
import { says, voiceOf, type VoiceAt } from './voice';
import type { createWritten, Item } from './written';

export interface Writing {
  readonly voice: VoiceAt;
  /** What stands stored is another locale's, or another entry's: texts differ, the order does not. */
  readonly translated: boolean;
}

/** What is known of a write while its blocks are looked through. By their values: each stands for one block. */
interface Ledger {
  /** The stored block whose audience a given one keeps. */
  readonly sources: Map<Plain, Item>;
  readonly claimed: Set<Plain>;
  /** Given ones of which nobody said what they replace, and the only one that was gone where each stands. */
  readonly untold: { readonly item: Item; readonly guess: Item | undefined }[];
  /** Stored ones that this write takes away from where they stand. */
  readonly gone: Item[];
}

/**
 * For each given block that does not say its audience, the stored one that it replaces: by its id, by what it says, by
 * what it says elsewhere in the entry. Where that cannot be told, and a block of its component that is not for everyone
 * is gone, it may be that one, moved and changed: it gets that one's audience, where there is but one. Otherwise this
 * throws `invalid`, naming where.
 */
export const createReplaced = ({ carrying, itemsOf, inside }: ReturnType<typeof createWritten>) => {
  const likeness = createLikeness(inside);
  const allIn = (item: Item): readonly Item[] => inside(item).flatMap((one) => [one, ...allIn(one)]);

  const refusal = ({ path, shape, place }: Item, voice: VoiceAt): PluginError => {
    const message =
      voiceOf(shape, place, voice) === 'none'
        ? 'a block of its kind is not shown to everyone, and your role may not say who sees this one. ' +
          'Keep the blocks as they stand, or ask somebody whose role may.'
        : 'a block of its kind is not shown to everyone, and this one says neither its id nor its audience. ' +
          'Send one of them: a token that may ask for Attune-Personalize: all reads both.';
    return new PluginError('invalid', `${path}: ${message}`, { path });
  };

  return (data: Item, stored: Item, { voice, translated }: Writing): ReadonlyMap<Plain, Item> => {
    const all = allIn(stored);
    const { sources, claimed, untold, gone }: Ledger = {
      sources: new Map(),
      claimed: new Set(),
      untold: [],
      gone: [],
    };
    const isForm = ({ shape, place }: Item) => voiceOf(shape, place, voice) === 'whole';
    const keeps = (one: Item, other: Item) => {
      claimed.add(other.value);
      if (!says(one, voice)) sources.set(one.value, other);
    };
    const isLeft = ({ value }: Item) => !claimed.has(value);

    const sameKind = (given: readonly Item[], before: readonly Item[]): ReadonlyMap<Item, Item> => {
      const partners = new Map<Item, Item>();
      const unpaired = () => given.filter((one) => !partners.has(one));
      const left = (among: readonly Item[]) => {
        const taken = new Set([...partners.values()].map(({ value }) => value));
        return among.filter((other) => isLeft(other) && !taken.has(other.value));
      };
      const pair = (one: Item, other: Item | undefined, isSure = true) => {
        if (!other) return;
        partners.set(one, other);
        if (isSure) keeps(one, other);
      };
      const pairBy = (fits: typeof isById, among: readonly Item[]) => {
        for (const one of unpaired())
          pair(
            one,
            left(among).find((other) => fits(one, other)),
          );
      };
      // An id that names nothing here, as the published version's, tells no more than none.
      pairBy(isById, all);
      pairBy(isByKey, all);
      for (const one of unpaired()) {
        // A form's silence means everyone.
        pair(one, likeness(one, left(before)), !isForm(one));
      }
      const rest = unpaired();
      const others = left(before);
      const inOrder = translated && rest.length === others.length;
      const isOne = rest.length === 1 && others.length === 1;
      for (const [index, one] of rest.entries()) {
        if (inOrder || isOne) pair(one, others[index], inOrder && !isForm(one));
        if (!inOrder && !isForm(one)) untold.push({ item: one, guess: isOne ? others[0] : undefined });
      }
      return partners;
    };

    const field = (given: readonly Item[], before: readonly Item[]) => {
      const partnered = new Set<Plain>();
      for (const kind of new Set(given.map(({ shape }) => shape))) {
        const mine = given.filter(({ shape }) => shape === kind);
        const partners = sameKind(
          mine,
          before.filter(({ shape }) => shape === kind),
        );
        for (const one of mine) {
          const other = partners.get(one);
          if (other) partnered.add(other.value);
          // Strapi leaves alone what is not sent of a component that comes with its id, and makes any other anew.
          fields(
            one,
            other,
            before.some((each) => each.value === other?.value && isById(one, each)),
          );
        }
      }
      for (const other of before) gone.push(other, ...(partnered.has(other.value) ? [] : allIn(other)));
    };

    const fields = (one: Item, other: Item | undefined, keepsRest: boolean) => {
      for (const [name, child] of one.shape.fields) {
        if (!carrying(child)) continue;
        const before = other ? itemsOf(other.value, name, child, other) : [];
        if (one.value[name] !== undefined) field(itemsOf(one.value, name, child, one), before);
        else if (!keepsRest) gone.push(...before, ...before.flatMap(allIn));
      }
    };

    /** What is new where it stands, and says what one that is gone, or any that is guarded, said elsewhere. */
    const isMoved = (one: Item): boolean => {
      const other = likeness(one, [...all.filter(isGuarded), ...gone.filter(isLeft)]);
      if (other) keeps(one, other);
      return other !== undefined;
    };

    const settle = () => {
      const unknown = untold.filter(({ item }) => !says(item, voice) && !isMoved(item));
      for (const kind of new Set(unknown.map(({ item }) => item.shape))) {
        const missing = gone.filter((one) => one.shape === kind && isLeft(one));
        if (!missing.some(isGuarded)) continue;
        const isAlike = new Set(missing.map(meaningOf)).size === 1;
        // Where none of them was for everyone, one taken for another is seen by some, and never by all.
        const mayGuess = missing.every(isGuarded);
        const ofKind = unknown.filter(({ item }) => item.shape === kind);
        for (const [index, { item, guess }] of ofKind.entries()) {
          const only = isAlike ? missing[Math.min(index, missing.length - 1)] : undefined;
          // What was found elsewhere in the meantime is not what this one replaces.
          const source = mayGuess && guess && missing.includes(guess) ? guess : only;
          if (!source) throw refusal(item, voice);
          sources.set(item.value, source);
        }
      }
    };

    fields(data, stored, true);
    settle();
    return sources;
  };
};
