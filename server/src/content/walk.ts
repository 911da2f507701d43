import { nameOf, type Block, type Entry } from './block';
import { isPlain as isObject, type Plain } from './plain';
import type { Shape, Shapes, TagPlace } from './shape';

/** Keeps the block (or what stands here in its place), or hides it with `undefined`. */
export type OnBlock = (block: Block) => Plain | undefined;

export interface Walk {
  readonly shapes: Shapes;
  /** The content type of an object that was seen on its way out of Strapi, where it was. */
  uidOf(value: object): string | undefined;
  /** Says so of an object whose place tells it, and of a copy that stands in another's place. */
  tag(value: object, uid: string): void;
  /**
   * Which items of a list stand where, by their indexes; undefined leaves the list as it is. What is no block stands
   * in it as undefined.
   */
  onList?(blocks: readonly (Block | undefined)[]): readonly number[] | undefined;
  /** What stands in the place of a list in which something was changed, once it has been gone through. */
  onChangedList?(items: readonly unknown[]): unknown;
  onBlock: OnBlock;
  /** An object of which nothing has told yet what it is. */
  onUnknown?(value: object): void;
  /** Gives what is to stand for an entry; what is in it is walked through after that. */
  onEntry?(entry: Entry): Plain;
  /** Gives what is to stand for the value of an attribute that may hold merge tags. */
  onText?(value: unknown, place: TagPlace): unknown;
}

const HIDDEN = Symbol('hidden');

const NAMELESS = { uid: '', id: undefined, name: '', attribute: '' } as const;

const idOf = ({ id }: Plain): string | undefined =>
  typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;

const isNameless = (item: unknown): item is Plain => isPlain(item) && typeof item.__component !== 'string';

const isPlain = (value: unknown): value is Plain => isObject(value) && !Buffer.isBuffer(value);

/** As JSON would print it, so that nothing is printed that was not looked at. */
const printed = (value: unknown): unknown =>
  isPlain(value) && !(value instanceof Date) && typeof value.toJSON === 'function'
    ? (value.toJSON as () => unknown)()
    : value;

/**
 * Goes through an answer and rebuilds only the path to what changed: the same object comes back when nothing did.
 * It follows the schema where one is known (by the object itself, its `__component`, its `__type`, or where it
 * stands), and looks at everything where none is. `root` says what the whole is, if its place has told.
 */
export const walk = (body: unknown, tools: Walk, root?: string): unknown => {
  const { shapes, uidOf, tag, onList, onChangedList, onBlock, onUnknown, onEntry, onText } = tools;

  const arranged = (items: readonly unknown[], uid: string | undefined): readonly unknown[] => {
    if (!onList) return items;
    const blocks = items.map((item) => {
      const value = printed(item);
      return isPlain(value) ? blockOf(value, uidFor(value, uid)) : undefined;
    });
    const order = blocks.some(Boolean) ? onList(blocks) : undefined;
    return order?.map((index) => items[index]) ?? items;
  };

  const list = (given: readonly unknown[], uid: string | undefined): unknown => {
    const items = arranged(given, uid);
    let copy: unknown[] | undefined;
    for (const [index, item] of items.entries()) {
      const next = visit(item, uid);
      if (next !== item && !copy) copy = items.slice(0, index);
      if (copy && next !== HIDDEN) copy.push(next);
    }
    if (!copy) return items;
    return onChangedList ? onChangedList(copy) : copy;
  };

  const fields = (value: Plain, shape: Shape | undefined): Plain =>
    texts(
      rebuilt(value, (name, child) => under(name, child, shape)),
      shape,
    );

  const texts = (value: Plain, shape: Shape | undefined): Plain => {
    if (!onText || !shape?.tagged.size) return value;
    let copy: Record<string, unknown> | undefined;
    for (const [name, place] of shape.tagged) {
      const next = name in value ? onText(value[name], place) : undefined;
      if (name in value && next !== value[name]) (copy ??= { ...value })[name] = next;
    }
    return copy ?? value;
  };

  const rebuilt = (value: Plain, go: (name: string, child: object) => unknown): Plain => {
    let copy: Record<string, unknown> | undefined;
    // Every object of every answer comes by here: no list of pairs is made of it.
    for (const name of Object.keys(value)) {
      const child = value[name];
      if (typeof child !== 'object' || child === null) continue;
      const next = go(name, child);
      if (next === child) continue;
      copy ??= { ...value };
      copy[name] = next === HIDDEN ? null : next;
    }
    return copy ?? value;
  };

  const under = (name: string, child: object, shape: Shape | undefined): unknown => {
    const field = shape?.fields.get(name);
    if (!field) return visit(child, undefined);
    if (field.kind === 'value') return child;
    if (field.kind === 'zone') return zone(child, field.components);
    return visit(child, field.uid);
  };

  /** What stands in a zone and does not say which component it is cannot be judged. */
  const zone = (child: object, components: readonly string[]): unknown => {
    if (!Array.isArray(child) || !components.some(shapes.carries)) return visit(child, undefined);
    const named = child.filter(
      (item) => !isNameless(item) || onBlock({ ...NAMELESS, value: item }) !== undefined,
    );
    return list(named.length === child.length ? child : named, undefined);
  };

  const visit = (raw: unknown, given: string | undefined): unknown => {
    const value = printed(raw);
    if (Array.isArray(value)) return list(value, given);
    if (!isPlain(value) || value instanceof Date) return value;
    const uid = uidFor(value, given);
    if (uid === undefined) onUnknown?.(value);
    const shape = shapes.of(uid);
    if (wraps(value)) return rebuilt(value, (name, child) => visit(child, name === 'data' ? uid : undefined));
    const own = entered(value, shape);
    const inner = wrapsAttributes(own)
      ? rebuilt(own, (_name, child) => fields(child as Plain, shape))
      : fields(own, shape);
    if (uid !== undefined && inner !== value) tag(inner, uid);
    const block = blockOf(inner, uid);
    if (!block) return inner;
    const kept = onBlock(block);
    if (kept === undefined) return HIDDEN;
    if (kept !== inner) tag(kept, block.uid);
    return kept;
  };

  const entered = (value: Plain, shape: Shape | undefined): Plain => {
    if (!onEntry || shape?.experience === undefined) return value;
    const attributes = wrapsAttributes(value) ? (value.attributes as Plain) : value;
    const { uid, experience: attribute } = shape;
    const id = idOf(value);
    const next = onEntry({ uid, id, name: nameOf(uid, id), value: attributes, attribute });
    if (next === attributes) return value;
    return attributes === value ? next : { ...value, attributes: next };
  };

  const blockOf = (value: Plain, uid: string | undefined): Block | undefined => {
    const attribute = shapes.of(uid)?.audience;
    if (uid === undefined || attribute === undefined) return undefined;
    const id = idOf(value);
    return { uid, id, name: nameOf(uid, id), value, attribute };
  };

  const uidFor = (value: Plain, given: string | undefined): string | undefined => {
    if (typeof value.__component === 'string' && shapes.of(value.__component)) return value.__component;
    if (typeof value.__type === 'string' && shapes.of(value.__type)) return value.__type;
    const known = uidOf(value);
    if (known === undefined && given !== undefined) tag(value, given);
    return known ?? given;
  };

  const result = visit(body, root);
  return result === HIDDEN ? null : result;
};

/** Strapi's version 4 format puts relations into `{ data }`. Every answer as a whole is `{ data, meta }`. */
const wraps = (value: Plain): boolean =>
  'data' in value && Object.keys(value).every((key) => key === 'data' || key === 'meta');

/** … and what an entry holds into `{ id, documentId, attributes }`. */
const wrapsAttributes = (value: Plain): boolean =>
  isPlain(value.attributes) &&
  Object.keys(value).every((key) => key === 'id' || key === 'documentId' || key === 'attributes');
