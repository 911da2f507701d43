import { dominators, ordered } from './dominators';
import { TRIGGER, type DrawnFlow, type DrawnWay } from './graph';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface LaidWay {
  /** Where its word and its + stand. */
  readonly word: Point;
  /** The points it goes through between the cards, from above. */
  readonly through: readonly Point[];
}

export interface Laid {
  /** The top left corner of each card. */
  readonly cards: ReadonlyMap<string, Point>;
  /** By the id of a way. */
  readonly ways: ReadonlyMap<string, LaidWay>;
}

interface Placed extends DrawnWay {
  readonly from: string;
}

/** A card with all that stands below it, measured from the middle of the card. */
interface Block {
  readonly left: number;
  readonly right: number;
  /** Where the others stand, from the middle of the card. */
  readonly middles: ReadonlyMap<string, number>;
  /** The same for the ways of the card, and of those below. */
  readonly lanes: ReadonlyMap<string, number>;
}

const GAP = 36;
/** Room for the sentence of a way beside its neighbours'. */
export const LANE = 200;
/** From a card down to the next: for a + alone, and for a word with it. */
const SHORT = 60;
const TALL = 124;
/** A way comes to its word from above, and not from the side. */
const ABOVE_WORD = 30;
/** Ways that meet come together in this much height above the card. */
const MEETING = 34;

const dropOf = ({ of }: DrawnWay): number => (of > 1 ? TALL : SHORT);

const flow = (drawn: DrawnFlow, root: string) => {
  const fromRoot = (name: string): readonly Placed[] =>
    drawn.ways
      .map((way): Placed => ({ ...way, from: way.from ?? TRIGGER }))
      .filter(({ from }) => from === name);
  return ordered(root, fromRoot);
};

/** Puts blocks beside each other in their order; the middles of each, from the middle of the first and the last. */
const sideBySide = (blocks: readonly Pick<Block, 'left' | 'right'>[]) => {
  const middles: number[] = [];
  let edge = 0;
  for (const [index, { left, right }] of blocks.entries()) {
    const middle = index === 0 ? 0 : edge + GAP + left;
    middles.push(middle);
    edge = middle + right;
  }
  const centre = ((middles[0] ?? 0) + (middles.at(-1) ?? 0)) / 2;
  return middles.map((middle) => middle - centre);
};

const wholeOf = (half: number, parts: readonly { readonly at: number; readonly block: Block }[]): Block => ({
  left: Math.max(half, ...parts.map(({ at, block }) => block.left - at)),
  right: Math.max(half, ...parts.map(({ at, block }) => block.right + at)),
  middles: new Map(
    parts.flatMap(({ at, block }) => [...block.middles].map(([name, x]) => [name, x + at] as const)),
  ),
  lanes: new Map(parts.flatMap(({ at, block }) => [...block.lanes].map(([id, x]) => [id, x + at] as const))),
});

/** Each card above what only it leads to; what several ways lead to stands below the fork that they come from. */
const blocksOf = (
  { names, forward }: ReturnType<typeof flow>,
  sizeOf: (name: string) => Size,
  root: string,
): Block => {
  const above = dominators({ names, forward, back: [] });
  const arriving = (name: string) => forward.filter(({ to }) => to === name).length;
  const empty = (width: number): Block => ({
    left: width / 2,
    right: width / 2,
    middles: new Map(),
    lanes: new Map(),
  });

  const blockOf = (name: string): Block => {
    const half = sizeOf(name).width / 2;
    const ways = forward.filter(({ from }) => from === name);
    const own = (to: string) => above.get(to) === name && arriving(to) === 1;
    const lanes = ways.map((way) => (own(way.to) ? blockOf(way.to) : empty(way.of > 1 ? LANE : 0)));
    const at = sideBySide(lanes);
    const joins = names.filter((each) => each !== name && above.get(each) === name && !own(each));
    const below = joins.map(blockOf);
    const apart = sideBySide(below);
    const parts = [
      ...lanes.map((block, index) => ({ at: at[index] ?? 0, block })),
      ...below.map((block, index) => ({ at: apart[index] ?? 0, block })),
    ];
    const whole = wholeOf(half, parts);
    return {
      ...whole,
      middles: new Map([
        [name, 0],
        ...whole.middles,
        ...offsets(
          ways.filter(({ to }) => own(to)),
          at,
          ways,
        ),
        ...named(joins, apart),
      ]),
      lanes: new Map([...whole.lanes, ...ways.map(({ id }, index) => [id, at[index] ?? 0] as const)]),
    };
  };
  return blockOf(root);
};

const named = (names: readonly string[], at: readonly number[]) =>
  names.map((name, index) => [name, at[index] ?? 0] as const);

const offsets = (own: readonly Placed[], at: readonly number[], ways: readonly Placed[]) =>
  own.map((way) => [way.to, at[ways.indexOf(way)] ?? 0] as const);

/** How far down each card stands: below all that leads to it. */
const tops = ({ names, forward }: ReturnType<typeof flow>, sizeOf: (name: string) => Size) => {
  const top = new Map<string, number>();
  for (const name of names) {
    const before = forward.filter(({ to }) => to === name);
    const meets = before.length > 1 ? MEETING : 0;
    top.set(
      name,
      Math.max(
        0,
        ...before.map((way) => (top.get(way.from) ?? 0) + sizeOf(way.from).height + dropOf(way) + meets),
      ),
    );
  }
  return top;
};

/** From top to bottom, branches side by side in the order of their ways. What nobody comes to stands at the right. */
export const laidOut = (drawn: DrawnFlow, sizeOf: (name: string) => Size): Laid => {
  const cards = new Map<string, Point>();
  const ways = new Map<string, LaidWay>();
  let edge = 0;
  for (const root of [TRIGGER, ...drawn.names]) {
    if (cards.has(root)) continue;
    const whole = flow(drawn, root);
    const fresh = whole.names.filter((name) => !cards.has(name));
    const part = {
      names: fresh,
      forward: whole.forward.filter(({ from, to }) => fresh.includes(from) && fresh.includes(to)),
      back: whole.back,
    };
    const block = blocksOf(part, sizeOf, root);
    const top = tops(part, sizeOf);
    const middle = root === TRIGGER ? 0 : edge + 2 * GAP + block.left;
    for (const name of fresh) {
      const x = middle + (block.middles.get(name) ?? 0) - sizeOf(name).width / 2;
      cards.set(name, { x, y: top.get(name) ?? 0 });
    }
    edge = middle + block.right;
    for (const way of [...whole.forward, ...whole.back]) {
      if (!fresh.includes(way.from)) continue;
      const source = cards.get(way.from) ?? { x: 0, y: 0 };
      const target = cards.get(way.to) ?? { x: 0, y: 0 };
      const bottom = source.y + sizeOf(way.from).height;
      const lane = middle + (block.lanes.get(way.id) ?? 0);
      const laneAt = block.lanes.has(way.id) ? lane : source.x + sizeOf(way.from).width / 2;
      const word = { x: laneAt, y: bottom + dropOf(way) / 2 + (way.of > 1 ? 8 : 0) };
      const meeting = target.y - MEETING;
      const above = { x: word.x, y: word.y - ABOVE_WORD };
      const begin = way.of > 1 ? [above, word] : [word];
      const goesBack = target.y < bottom;
      const around = edge + GAP;
      ways.set(way.id, {
        word,
        through: goesBack
          ? [...begin, { x: around, y: word.y + SHORT }, { x: around, y: meeting }]
          : meeting > word.y + SHORT / 2
            ? [...begin, { x: laneAt, y: meeting }]
            : begin,
      });
    }
  }
  return { cards, ways };
};
