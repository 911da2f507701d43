import type { NewId } from '../../ports';
import { isPlain } from '../exposures';
import type { Experiences, Judge } from '../judge';
import type { MergeTags } from '../merge-tags';
import type { Notes } from '../notes';
import type { Shapes } from '../shape';
import { bare, walk, type Block, type Entry } from '../walk';
import { gateOf, type Gate } from './gate';
import type { Alternative, ExposuresPlace, List, Page, Part, Parts } from './page';

interface Needs {
  readonly shapes: Shapes;
  readonly judge: Judge;
  readonly experiences: Experiences;
  readonly tags: MergeTags;
  readonly newId: NewId;
}

type Plain = Readonly<Record<string, unknown>>;

/** A block on its way into a page: its audience is known only when all have been found. */
interface Found {
  readonly block: Block;
  readonly text: string;
}

/** An item of a list that is no block, printed. */
type Item = Found | string;

/** Stands in the answer for what was taken out, and is printed as a token. */
interface Stand {
  readonly what: Found | readonly Item[];
  toJSON(): string;
}

/**
 * Makes a page of a whole answer: the walk that cuts for a visitor is the one that takes the blocks out here, so that
 * both see the same. Undefined for an answer whose entries have variants, or whose texts have merge tags; and for one in which nothing could say what was shown: `meta` stands elsewhere than
 * Strapi puts it, or its `attune` is somebody else's.
 */
export const createCompiler =
  ({ shapes, judge, experiences, tags, newId }: Needs) =>
  async (body: unknown, notes: Notes): Promise<Page | undefined> => {
    const mark = newId();
    const stands: Stand[] = [];
    const found = new Map<unknown, Found>();

    const stand = (what: Stand['what']): Stand => {
      const token = `${mark}:${stands.length}`;
      const made = { what, toJSON: () => token };
      stands.push(made);
      return made;
    };
    const tools = { shapes, uidOf: notes.uidOf, tag: notes.tag };
    // What a document is may be told by a place further on: it is gone through once before anything is decided.
    const entries: Entry[] = [];
    let isTagged = false;
    walk(body, {
      ...tools,
      onBlock: ({ value }) => value,
      onEntry: (entry) => {
        entries.push(entry);
        return entry.value;
      },
      onText: (value) => {
        isTagged ||= tags.isIn(value);
        return value;
      },
    });
    // Words about a person, and variants of entries, are put in when the answer is cut, and kept nowhere.
    if (isTagged) return undefined;
    const experienceOf = entries.length > 0 ? await experiences(entries, notes) : () => null;
    if (entries.some((entry) => experienceOf(entry) !== null)) return undefined;
    const taken = walk(body, {
      ...tools,
      onEntry: bare,
      onBlock(block) {
        // What does not say which component it is can be judged for nobody.
        if (block.uid === '') return undefined;
        const own = { block, text: JSON.stringify(bare(block)) };
        const made = stand(own);
        found.set(made, own);
        return made as unknown as Plain;
      },
      onChangedList: (items) =>
        items.some((item) => found.has(item))
          ? stand(items.map((item) => found.get(item) ?? JSON.stringify(item) ?? 'null'))
          : items,
    });

    const blocks = [...found.values()].map(({ block }) => block);
    const audienceOf = await judge(blocks, notes);
    const gates = new Map(blocks.map((block) => [block, gateOf(audienceOf(block))]));
    const exposes = [...gates.values()].some(({ exposure }) => exposure !== undefined);
    const room = exposes ? roomFor(taken, mark) : { body: taken, place: undefined };
    if (!room) return undefined;

    const parts = partsOf(JSON.stringify(room.body), mark, stands, gates);
    const { head, tail } = splitAtRoom(parts, room.place);
    return {
      parts: head,
      exposures: room.place,
      tail,
      ...sumOf([...gates.values()]),
      size: sizeOf(parts),
    };
  };

interface Room {
  readonly body: unknown;
  readonly place: (ExposuresPlace & { readonly printed: string }) | undefined;
}

/** Makes room for `meta.attune` where the answer can have one. */
const roomFor = (body: unknown, mark: string): Room | undefined => {
  if (!isPlain(body) || !('data' in body)) return { body, place: undefined };
  const { meta } = body;
  if ('meta' in body && (!isPlain(meta) || 'attune' in meta || Object.keys(body).at(-1) !== 'meta'))
    return undefined;
  const token = `${mark}:meta`;
  const filled = isPlain(meta) ? Object.keys(meta).length > 0 : undefined;
  const [before, after] =
    filled === undefined ? [',"meta":{', '}'] : filled ? [',', ''] : (['', ''] as const);
  const printed = `${before}"attune":"${token}"${after}`;
  return {
    body: { ...body, meta: { ...(isPlain(meta) ? meta : {}), attune: token } },
    place: { before: `${before}"attune":{"exposures":`, after: `}${after}`, printed },
  };
};

/** The parts before the room, and the text after it, in which nothing is decided: `meta` stands last. */
const splitAtRoom = (parts: Parts, place: Room['place']): { head: Parts; tail: string } => {
  if (!place) return { head: parts, tail: '' };
  const last = parts.at(-1);
  if (typeof last !== 'string') throw new Error('An answer ends with text.');
  const at = last.indexOf(place.printed);
  return {
    head: [...parts.slice(0, -1), last.slice(0, at)],
    tail: last.slice(at + place.printed.length),
  };
};

const partsOf = (
  text: string,
  mark: string,
  stands: readonly Stand[],
  gates: ReadonlyMap<Block, Gate>,
): Parts => {
  const token = new RegExp(`"${mark}:(\\d+)"`);
  const alternativeOf = ({ block, text: own }: Found): Alternative => ({
    gate: gates.get(block)!,
    parts: split(own),
  });
  const listOf = (items: readonly Item[]): List => {
    const made = items.map((item) =>
      typeof item === 'string' ? { gate: undefined, parts: split(item) } : alternativeOf(item),
    );
    return { kind: 'list', items: made, slotted: made.some(({ gate }) => gate?.slot !== undefined) };
  };
  const partOf = ({ what }: Stand): Part =>
    'block' in what
      ? { kind: 'choice', alternatives: [alternativeOf(what)], otherwise: 'null' }
      : listOf(what);
  /** Between texts, a split by a pattern with a group gives what the group caught. */
  const split = (given: string): Parts =>
    given
      .split(token)
      .map((piece, index): Part => (index % 2 === 0 ? piece : partOf(stands[Number(piece)]!)))
      .filter((part) => part !== '');
  return split(text);
};

const sumOf = (gates: readonly Gate[]): Pick<Page, 'segments' | 'targeted' | 'dates'> => ({
  segments: new Set(gates.flatMap(({ segments }) => segments)),
  targeted: gates.some(({ targeted }) => targeted),
  dates: [...new Set(gates.flatMap(({ from, until }) => [from, until]))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b),
});

const sizeOf = (parts: Parts): number =>
  parts.reduce<number>((sum, part) => {
    if (typeof part === 'string') return sum + part.length;
    const items = part.kind === 'list' ? part.items : part.alternatives;
    return items.reduce<number>((inner, item) => inner + sizeOf(item.parts), sum);
  }, 0);
