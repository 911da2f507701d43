import { isLimited, PluginError, readAudience } from '../../../plugin/src';
import type { Field, Shape, Shapes } from './shape';
import { isPlain, type Plain } from './plain';

export interface Writing {
  /**
   * Whether a block that comes without an id may be one that stood here before. A form that holds every audience
   * itself says what it means; a client of the public API was never shown them.
   */
  readonly guess: boolean;
  /** What stands stored is another locale's: texts differ, the order does not. */
  readonly translated: boolean;
}

export interface Keeper {
  /** Whether this data holds components that may have audiences: what is stored must then be known. */
  concerns(data: unknown, uid: string): boolean;
  /**
   * Gives each block that comes without its audience the one of the block it replaces: by its id, else by what it
   * says. Throws `invalid`, naming where, when that cannot be told and one of them is not for everyone.
   */
  keep(data: unknown, uid: string, stored: Plain, writing: Writing): unknown;
}

interface Item {
  readonly value: Plain;
  readonly shape: Shape;
  readonly path: string;
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];

/** What an audience means, its block's key left out. */
const meaningOf = (stored: unknown): string => {
  const audience = readAudience(stored);
  if (!isLimited(audience)) return 'everyone';
  return audience ? JSON.stringify({ ...audience, key: '' }) : 'nobody';
};

export const createKeeper = (shapes: Shapes): Keeper => {
  const carrying = (field: Field | undefined): field is Field & { kind: 'zone' | 'component' } =>
    field?.kind === 'zone'
      ? field.components.some(shapes.carries)
      : field?.kind === 'component' && shapes.carries(field.uid);

  const itemsOf = (value: unknown, field: Field, path: string): Item[] =>
    listOf(value).flatMap((item, index) => {
      if (!isPlain(item)) return [];
      const shape = shapes.of(field.kind === 'component' ? field.uid : String(item.__component));
      return shape ? [{ value: item, shape, path: Array.isArray(value) ? `${path}.${index}` : path }] : [];
    });

  const audienceOf = ({ value, shape }: Item): unknown =>
    shape.audience === undefined ? null : value[shape.audience];

  /** Whether this block, or one inside it, is not for everyone. */
  const isGuarded = (item: Item): boolean =>
    meaningOf(audienceOf(item)) !== 'everyone' || isGuardedInside(item);
  const isGuardedInside = ({ value, shape }: Item): boolean =>
    [...shape.fields].some(
      ([name, field]) => carrying(field) && itemsOf(value[name], field, name).some(isGuarded),
    );

  const isSame = (given: Item, before: Item): boolean =>
    given.shape === before.shape &&
    Object.entries(given.value).every(([name, value]) => {
      const kind = given.shape.fields.get(name)?.kind;
      if (kind !== 'value' || name === given.shape.audience) return true;
      return JSON.stringify(value ?? null) === JSON.stringify(before.value[name] ?? null);
    });

  /** For each given block the stored one it replaces; blocks of one component among themselves. */
  const pairs = (given: readonly Item[], before: readonly Item[], writing: Writing): Map<Item, Item> => {
    const found = new Map<Item, Item>();
    const left = new Set(before);
    const pair = (one: Item, other: Item | undefined) => {
      if (!other) return;
      found.set(one, other);
      left.delete(other);
    };
    const unpaired = () => given.filter((one) => !found.has(one) && one.value.id === undefined);

    for (const one of given) {
      const { id } = one.value;
      if (id !== undefined)
        pair(
          one,
          [...left].find(({ value }) => String(value.id) === String(id)),
        );
    }
    if (!writing.guess) return found;
    for (const one of unpaired())
      pair(
        one,
        [...left].find((other) => isSame(one, other)),
      );

    const rest = unpaired();
    const others = [...left];
    if (rest.every(saysAll) || !others.some(isGuarded)) return found;
    const single = rest.length === 1 && others.length === 1;
    const inOrder = single || (writing.translated && rest.length === others.length);
    const alike = new Set(others.map((other) => meaningOf(audienceOf(other)))).size === 1;
    if (!inOrder && (!alike || others.some(isGuardedInside))) throw refusal(rest);
    for (const [index, one] of rest.entries()) pair(one, others[Math.min(index, others.length - 1)]);
    return found;
  };

  const refusal = (items: readonly Item[]): PluginError => {
    const path = items.find((item) => !saysAll(item))?.path ?? '';
    const message =
      'a block of its kind is not shown to everyone, and this one says neither its id nor its audience. ' +
      'Send one of them: a token that may ask for Attune-Personalize: all reads both.';
    return new PluginError('invalid', `${path}: ${message}`, { path });
  };

  const says = ({ value, shape: { audience } }: Item): boolean =>
    audience === undefined || value[audience] !== undefined;
  /** Who says the audience of every block in it has said all there is. */
  const saysAll = (item: Item): boolean =>
    says(item) &&
    [...item.shape.fields].every(
      ([name, field]) => !carrying(field) || itemsOf(item.value[name], field, name).every(saysAll),
    );

  const kept = (one: Item, before: Item | undefined, writing: Writing): Plain => {
    if (!before) return one.value;
    const inside = fields(one.value, one.shape, before.value, one.path, writing);
    const { audience } = one.shape;
    if (audience === undefined || says(one)) return inside;
    return { ...inside, [audience]: before.value[audience] ?? null };
  };

  const fields = (data: Plain, shape: Shape, stored: Plain, prefix: string, writing: Writing): Plain => {
    let copy: Record<string, unknown> | undefined;
    for (const [name, child] of Object.entries(data)) {
      const field = shape.fields.get(name);
      if (!carrying(field) || typeof child !== 'object' || child === null) continue;
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const given = itemsOf(child, field, path);
      const before = itemsOf(stored[name], field, path);
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
    keep(data, uid, stored, writing) {
      const shape = shapes.of(uid);
      return isPlain(data) && shape ? fields(data, shape, stored, '', writing) : data;
    },
  };
};
