import { isLimited, PluginError, readAudience } from '../../../plugin/src';
import type { Shape, Shapes } from './shape';
import { isPlain, type Plain } from './plain';
import { createHearing, type VoiceAt } from './voice';
import { createWritten, TOP, type Item } from './written';

export interface Writing {
  readonly voice: VoiceAt;
  /** What stands stored is another locale's, or another entry's: texts differ, the order does not. */
  readonly translated: boolean;
}

interface Keeping extends Writing {
  /** Blocks anywhere in the stored entry that are not for everyone. */
  readonly guarded: readonly Item[];
}

export interface Keeper {
  /** Whether this data holds components that may have audiences: what is stored must then be known. */
  concerns(data: unknown, uid: string): boolean;
  /** Of the entries that data may have been made from, the one most of its blocks stand in; the first among equals. */
  closest(data: unknown, uid: string, rows: readonly [Plain, ...Plain[]]): Plain;
  /**
   * Gives each block that comes without its audience the one of the block it replaces: by its id, else by what it
   * says. Throws `invalid`, naming where, when that cannot be told and one of them is not for everyone.
   */
  keep(data: unknown, uid: string, stored: Plain, writing: Writing): unknown;
}

/** What an audience means, its block's key left out. */
const meaningOf = (stored: unknown): string => {
  const audience = readAudience(stored);
  if (!isLimited(audience)) return 'everyone';
  return audience ? JSON.stringify({ ...audience, key: '' }) : 'nobody';
};

const audienceOf = ({ value, shape }: Item): unknown =>
  shape.audience === undefined ? null : value[shape.audience];

const isById = (given: Item, before: Item): boolean =>
  given.shape === before.shape &&
  given.value.id !== undefined &&
  String(given.value.id) === String(before.value.id);

const isSame = (given: Item, before: Item): boolean =>
  given.shape === before.shape &&
  Object.entries(given.value).every(([name, value]) => {
    const kind = given.shape.fields.get(name)?.kind;
    if (kind !== 'value' || name === given.shape.audience) return true;
    return JSON.stringify(value ?? null) === JSON.stringify(before.value[name] ?? null);
  });

/** Whether it has words, or any value, of its own: what is empty is like every other. */
const saysSomething = ({ value, shape }: Item): boolean =>
  Object.entries(value).some(
    ([name, each]) =>
      name !== shape.audience && shape.fields.get(name)?.kind === 'value' && (each ?? '') !== '',
  );

export const createKeeper = (shapes: Shapes): Keeper => {
  const written = createWritten(shapes);
  const { carrying, itemsOf, inside } = written;
  const { voiceOf, says, saysAll, isWhole } = createHearing({ shapes, written });

  /** Whether this block, or one inside it, is not for everyone. */
  const isGuarded = (item: Item): boolean =>
    meaningOf(audienceOf(item)) !== 'everyone' || isGuardedInside(item);
  const isGuardedInside = (item: Item): boolean => inside(item).some(isGuarded);

  /** Those in it at every depth. */
  const allIn = (item: Item): readonly Item[] => inside(item).flatMap((one) => [one, ...allIn(one)]);

  /** For each given block the stored one it replaces; blocks of one component among themselves. */
  const pairs = (given: readonly Item[], before: readonly Item[], writing: Writing): Map<Item, Item> => {
    const { voice, translated } = writing;
    const found = new Map<Item, Item>();
    const left = new Set(before);
    const pair = (one: Item, other: Item | undefined) => {
      if (!other) return;
      found.set(one, other);
      left.delete(other);
    };
    // An id that names nothing here, as the published version's, tells no more than none.
    const unpaired = () => given.filter((one) => !found.has(one));
    const pairBy = (fits: (one: Item, other: Item) => boolean) => {
      for (const one of unpaired())
        pair(
          one,
          [...left].find((other) => fits(one, other)),
        );
    };

    pairBy(isById);
    if (given.every(({ shape, place }) => isWhole(shape, place, voice))) return found;
    pairBy(isSame);

    const rest = unpaired();
    const others = [...left];
    if (rest.every((one) => saysAll(one, voice)) || !others.some(isGuarded)) return found;
    const single = rest.length === 1 && others.length === 1;
    const inOrder = single || (translated && rest.length === others.length);
    const alike = new Set(others.map((other) => meaningOf(audienceOf(other)))).size === 1;
    if (!inOrder && (!alike || others.some(isGuardedInside))) throw refusal(rest, voice);
    for (const [index, one] of rest.entries()) pair(one, others[Math.min(index, others.length - 1)]);
    return found;
  };

  const refusal = (items: readonly Item[], voice: VoiceAt): PluginError => {
    const { path, shape, place } = items.find((item) => !saysAll(item, voice)) ?? items[0]!;
    const message =
      voiceOf(shape, place, voice) === 'none'
        ? 'a block of its kind is not shown to everyone, and your role may not say who sees this one. ' +
          'Keep the blocks as they stand, or ask somebody whose role may.'
        : 'a block of its kind is not shown to everyone, and this one says neither its id nor its audience. ' +
          'Send one of them: a token that may ask for Attune-Personalize: all reads both.';
    return new PluginError('invalid', `${path}: ${message}`, { path });
  };

  /** A block that is new where it stands, and says what a guarded one said elsewhere, has been moved. */
  const movedFrom = (one: Item, { voice, guarded }: Keeping): Item | undefined =>
    saysSomething(one) && voiceOf(one.shape, one.place, voice) !== 'whole'
      ? guarded.find((other) => isSame(one, other))
      : undefined;

  const kept = (one: Item, paired: Item | undefined, writing: Keeping): Plain => {
    const before = paired ?? movedFrom(one, writing);
    const whole = fields(one.value, one.shape, before?.value ?? {}, one, writing);
    const { audience } = one.shape;
    if (!before) return whole;
    if (audience === undefined || says(one, writing.voice)) return whole;
    return { ...whole, [audience]: before.value[audience] ?? null };
  };

  const fields = (
    data: Plain,
    shape: Shape,
    stored: Plain,
    at: Pick<Item, 'path' | 'place'>,
    writing: Keeping,
  ): Plain => {
    let copy: Record<string, unknown> | undefined;
    for (const [name, child] of Object.entries(data)) {
      const field = shape.fields.get(name);
      if (!carrying(field) || typeof child !== 'object' || child === null) continue;
      const given = itemsOf(data, name, field, at);
      const before = itemsOf(stored, name, field, at);
      const next = new Map<Plain, Plain>();
      for (const kind of new Set(given.map((one) => one.shape))) {
        const ofKind = ({ shape: own }: Item) => own === kind;
        const mine = given.filter(ofKind);
        const found = pairs(mine, before.filter(ofKind), writing);
        for (const one of mine) next.set(one.value, kept(one, found.get(one), writing));
      }
      const changed = (item: unknown) => (isPlain(item) ? (next.get(item) ?? item) : item);
      (copy ??= { ...data })[name] = Array.isArray(child) ? child.map(changed) : changed(child);
    }
    return copy ?? data;
  };

  return {
    concerns(data, uid) {
      const shape = shapes.of(uid);
      if (!isPlain(data) || !shape) return false;
      return Object.entries(data).some(
        ([name, child]) => typeof child === 'object' && child !== null && carrying(shape.fields.get(name)),
      );
    },
    closest(data, uid, rows) {
      const shape = shapes.of(uid);
      if (!isPlain(data) || !shape || rows.length === 1) return rows[0];
      const given = inside({ value: data, shape, ...TOP });
      const likeness = rows.map((value) => {
        const before = inside({ value, shape, ...TOP });
        const isFrom = (one: Item) => before.some((other) => isById(one, other) || isSame(one, other));
        return given.filter(isFrom).length;
      });
      return rows[likeness.indexOf(Math.max(...likeness))] ?? rows[0];
    },
    keep(data, uid, stored, writing) {
      const shape = shapes.of(uid);
      if (!isPlain(data) || !shape) return data;
      const all = allIn({ value: stored, shape, ...TOP });
      const guarded = all.filter((one) => meaningOf(audienceOf(one)) !== 'everyone');
      return fields(data, shape, stored, TOP, { ...writing, guarded });
    },
  };
};
