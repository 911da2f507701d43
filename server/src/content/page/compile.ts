import type { NewId } from '../../ports';
import { bare, type Block, type Entry } from '../block';
import { collect } from '../collect';
import { judgeNoted, type AudienceOf, type Experiences, type Judge } from '../judge';
import type { MergeTags } from '../merge-tags';
import type { Notes } from '../notes';
import { segmentSet } from '../segment-set';
import type { Shapes, TagPlace } from '../shape';
import type { OptionsOf, Variants } from '../variants';
import { walk, type Walk } from '../walk';
import { gateOf, isOpenToAll, variantGate, type Gate } from './gate';
import type { Fill, Page, Parts } from './page';
import { roomFor, splitAtRoom } from './room';
import { createStands, type Found, type Printed, type Stands } from './stands';

interface Needs {
  readonly shapes: Shapes;
  readonly judge: Judge;
  readonly experiences: Experiences;
  readonly variants: Pick<Variants, 'options'>;
  readonly tags: MergeTags;
  readonly newId: NewId;
}

type Plain = Readonly<Record<string, unknown>>;
type Tools = Pick<Walk, 'shapes' | 'uidOf' | 'tag' | 'onUnknown'>;

/** By name, the place of each entry's first standing. */
const placesOf = (entries: readonly Entry[]): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  for (const { name } of entries) if (!places.has(name)) places.set(name, places.size);
  return places;
};

/**
 * Makes a page of a whole answer: the walk that cuts for a visitor is the one that takes the blocks out here, so that
 * both see the same. Undefined for an answer in which nothing could say what was shown, and for one whose variants
 * cannot all be printed now.
 */
export const createCompiler =
  ({ shapes, judge, experiences, variants, tags, newId }: Needs) =>
  async (body: unknown, notes: Notes): Promise<Page | undefined> => {
    const tools: Tools = { shapes, uidOf: notes.uidOf, tag: notes.tag };
    const mark = newId();
    const known = takeNoted(body, notes, { tools, tags, mark });
    if (known) return pageOf(body, known, mark);
    const { blocks, entries } = collect(body, tools, tags);
    const audienceOf = await judge(blocks, notes);
    const experienceOf = entries.length > 0 ? await experiences(entries, notes) : () => null;
    const optionsOf = await variants.options(entries, experienceOf);
    const places = placesOf(entries);
    const taken = optionsOf && takeOut(body, { tools, tags, mark, audienceOf, optionsOf, places });
    return taken && pageOf(body, taken, mark);
  };

/** The page of an answer of which this was taken out. */
const pageOf = (body: unknown, taken: Taken, mark: string): Page | undefined => {
  const { rest, stands, gates, variantGates } = taken;
  if (rest === body) return wholePage(body);
  const all = [...gates.values(), ...variantGates];
  const exposes = all.some(({ exposure }) => exposure !== undefined);
  const room = exposes ? roomFor(rest, mark) : { body: rest, place: undefined };
  if (!room) return undefined;
  const parts = stands.parts(JSON.stringify(room.body), (block) => gates.get(block)!);
  const { head, tail } = splitAtRoom(parts, room.place);
  return { parts: head, exposures: room.place, tail, ...sumOf(all), size: sizeOf(parts) };
};

/** In which nothing depends on who looks: Strapi's own text. */
const wholePage = (body: unknown): Page => {
  const text = JSON.stringify(body);
  return { parts: [text], exposures: undefined, tail: '', ...sumOf([]), size: text.length };
};

interface Taking {
  readonly tools: Tools;
  readonly tags: MergeTags;
  readonly mark: string;
  readonly audienceOf: AudienceOf;
  readonly optionsOf: OptionsOf;
  readonly places: ReadonlyMap<string, number>;
}

interface Taken {
  /** The very answer where nothing was taken out. */
  readonly rest: unknown;
  readonly stands: Stands;
  readonly gates: ReadonlyMap<Block, Gate>;
  readonly variantGates: readonly Gate[];
}

/** Takes out of an answer whatever depends on who looks. What everybody sees stays where it is. */
const takeOut = (body: unknown, taking: Taking): Taken | undefined => {
  const { tools, tags, mark, audienceOf, optionsOf, places } = taking;
  const stands = createStands(mark);
  const found = new Map<unknown, Found>();
  const gates = new Map<Block, Gate>();
  const variantGates: Gate[] = [];
  let printsAll = true;

  const fillOf = (value: unknown, place: TagPlace): Fill => ({
    kind: 'fill',
    fill: (traits) => JSON.stringify(tags.fill(value, place, traits)),
    source: JSON.stringify(value),
  });
  const print = (value: unknown, place: TagPlace | undefined): Printed => {
    if (place !== undefined && tags.isIn(value)) return fillOf(value, place);
    const text = JSON.stringify(value) as string | undefined;
    // What is not printed leaves its name out too.
    if (text === undefined) printsAll = false;
    return text ?? 'null';
  };

  const onBlock = (block: Block): Plain | undefined => {
    // What does not say which component it is can be judged for nobody.
    if (block.uid === '') return undefined;
    const gate = gateOf(audienceOf(block));
    if (isOpenToAll(gate)) return bare(block);
    gates.set(block, gate);
    const own: Found = { kind: 'block', block, text: JSON.stringify(bare(block)) };
    const stand = stands.make(own);
    found.set(stand, own);
    return stand as unknown as Plain;
  };

  const onEntry = (entry: Entry): Plain => {
    const options = optionsOf(entry);
    const own = bare(entry);
    const names = new Set(options.flatMap(({ values }) => [...values.keys()]));
    if (names.size === 0) return own;
    const gated = options.map(({ variant, values }) => ({
      gate: variantGate(variant, values.size > 0),
      values,
    }));
    variantGates.push(...gated.map(({ gate }) => gate));
    const shape = tools.shapes.of(entry.uid);
    const tagged = shape?.tagged;
    const copy: Record<string, unknown> = { ...own };
    for (const name of names) {
      const place = tagged?.get(name);
      const field = shape?.fields.get(name);
      const walked = field?.kind === 'relation' ? walk(own[name], walking, field.uid) : own[name];
      const whole = print(walked, place);
      copy[name] = stands.make({
        kind: 'varying',
        entry: places.get(entry.name) ?? places.size,
        own: whole,
        variants: gated.map(({ gate, values }) => ({
          gate,
          // A file that is gone leaves the entry's own, in which there may be blocks.
          printed:
            values.has(name) && values.get(name) !== own[name] ? print(values.get(name), place) : whole,
        })),
      });
    }
    return copy;
  };

  const walking: Walk = {
    ...tools,
    onEntry,
    onBlock,
    onText: (value, place) => (tags.isIn(value) ? stands.make(fillOf(value, place)) : value),
    onChangedList: (items) =>
      items.some((item) => found.has(item))
        ? stands.make({
            kind: 'list',
            items: items.map((item) => found.get(item) ?? JSON.stringify(item) ?? 'null'),
          })
        : items,
  };
  const rest = walk(body, walking);
  return printsAll ? { rest, stands, gates, variantGates } : undefined;
};

const NOT_NOTED = new Error('More must be read before this can be taken out.');

/**
 * Where all that is to be judged was noted while the answer was made, it is gone through once. Undefined where more
 * must be read, or what an object is was told only after it had been met.
 */
const takeNoted = (
  body: unknown,
  notes: Notes,
  { tools, ...rest }: Pick<Taking, 'tools' | 'tags' | 'mark'>,
): Taken | undefined => {
  const unknown: object[] = [];
  const stop = (): never => {
    throw NOT_NOTED;
  };
  try {
    const taken = takeOut(body, {
      ...rest,
      tools: { ...tools, onUnknown: (value) => void unknown.push(value) },
      audienceOf: judgeNoted(notes, stop),
      optionsOf: stop,
      places: new Map(),
    });
    return unknown.every((value) => tools.uidOf(value) === undefined) ? taken : undefined;
  } catch (error) {
    if (error === NOT_NOTED) return undefined;
    throw error;
  }
};

const sumOf = (gates: readonly Gate[]): Pick<Page, 'segments' | 'targeted' | 'dates'> => ({
  segments: segmentSet(gates.flatMap(({ segments }) => segments)),
  targeted: gates.some(({ targeted }) => targeted),
  dates: [...new Set(gates.flatMap(({ from, until }) => [from, until]))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b),
});

const sizeOf = (parts: Parts): number =>
  parts.reduce<number>((sum, part) => {
    if (typeof part === 'string') return sum + part.length;
    if (part.kind === 'fill') return sum + part.source.length;
    const items = part.kind === 'list' ? part.items : part.alternatives;
    const otherwise = part.kind === 'choice' ? sizeOf(part.otherwise) : 0;
    return items.reduce<number>((inner, item) => inner + sizeOf(item.parts), sum + otherwise);
  }, 0);
