import {
  arrange,
  isChosen,
  isTargeted,
  shows,
  type Audience,
  type JsonObject,
  type Look,
  type Standing,
} from '../../../plugin/src';
import { bare, type Block, type Entry } from './block';
import { collect } from './collect';
import type { Choosing } from './decide';
import type { Experiences, Judge } from './judge';
import type { MergeTags } from './merge-tags';
import type { Notes } from './notes';
import { segmentSet } from './segment-set';
import type { Shapes } from './shape';
import type { Variants } from './variants';
import { walk, type Walk } from './walk';

/** Who looks: the segments are asked for only when some block depends on them. */
export interface View extends Choosing {
  /**
   * Undefined when the visitor could not be judged: every targeted block is then hidden. With keys, only of these
   * segments is anything said.
   */
  segments(keys?: ReadonlySet<string>): Promise<Standing | undefined>;
  /** What is known of a proven person who has agreed to it; undefined, or not there, for everybody else. */
  traits?(): Promise<JsonObject | undefined>;
  /** When they look; epoch milliseconds. */
  now(): number;
  /** Until when what was judged holds for whoever asks by the same name, epoch milliseconds; not there for never. */
  holdsUntil?(): number;
  /** Somebody else looks through these eyes: what they see counts as shown to nobody. */
  readonly isPreview?: boolean;
}

/** `off` gives Strapi's own answer, `all` every block with its audience: for build machines with the permission. */
export type Mode = 'visitor' | 'all' | 'off';

export interface CutRequest {
  readonly notes: Notes;
  readonly view: View;
  readonly mode: Mode;
}

export interface CutAnswer {
  /** The same object when nothing had to go. */
  readonly body: unknown;
  /** Whether it holds, or could hold, what is known of a proven person: nobody may keep it. */
  readonly personal: boolean;
  /** Whether a text in it has merge tags, whoever looks. */
  readonly tagged?: boolean;
  /** Keys of the blocks and of the entries' variants that were chosen and are shown. */
  readonly exposures: readonly string[];
}

export interface Cutter {
  cut(body: unknown, request: CutRequest): Promise<CutAnswer>;
}

interface Needs {
  readonly shapes: Shapes;
  readonly judge: Judge;
  readonly experiences: Experiences;
  readonly variants: Variants;
  readonly tags: MergeTags;
}

/** Where they stand in the segments that these ask for; not asked for where none does. */
export const standingIn = async (
  view: Pick<View, 'segments'>,
  audiences: readonly (Audience | null | undefined)[],
): Promise<Standing | undefined> => {
  const targeted = audiences.flatMap((one) => (one && isTargeted(one) ? [one] : []));
  return targeted.length > 0
    ? view.segments(segmentSet(targeted.flatMap(({ segments }) => segments)))
    : undefined;
};

type Plain = Readonly<Record<string, unknown>>;

export const createCutter = ({ shapes, judge, experiences, variants, tags }: Needs): Cutter => {
  return {
    async cut(body, { notes, view, mode }) {
      const tools = { shapes, uidOf: notes.uidOf, tag: notes.tag };
      const { blocks, entries, isTagged } = collect(body, tools, tags);
      if (blocks.length === 0 && entries.length === 0 && !isTagged)
        return { body, exposures: [], personal: false };
      if (mode === 'off')
        return {
          body: walk(body, { ...tools, onBlock: bare, onEntry: bare }),
          exposures: [],
          personal: false,
        };

      const audienceOf = await judge(blocks, notes);
      const experienceOf = await experiences(entries, notes);
      if (mode === 'all') {
        const whole = (block: Block, rule: unknown): Plain =>
          rule ? { ...bare(block), [block.attribute]: rule } : bare(block);
        const onBlock = (block: Block) => whole(block, audienceOf(block));
        const onEntry = (entry: Entry) => whole(entry, experienceOf(entry));
        return { body: walk(body, { ...tools, onBlock, onEntry }), exposures: [], personal: false };
      }

      const audiences = [
        ...blocks.map(audienceOf),
        ...entries.flatMap((entry) => experienceOf(entry)?.variants.map(({ audience }) => audience) ?? []),
      ];
      const standing = await standingIn(view, audiences);
      const look: Look = { standing, now: view.now() };
      const { onEntry, exposureOf } = await variants.look(entries, experienceOf, look);
      const exposures = new Set<string>();
      const counts = view.isPreview !== true;
      const forVisitor = (block: Block) => (shows(audienceOf(block), look).shown ? bare(block) : undefined);
      const onList = (list: readonly (Block | undefined)[]) => {
        const audiences = list.map((block) => block && audienceOf(block));
        if (!audiences.some((audience) => audience?.slot)) return undefined;
        return arrange(
          audiences.map((audience, index) => (list[index] ? audience : null)),
          look,
        ).order;
      };
      const result = walk(body, { ...tools, onList, onBlock: forVisitor, onEntry });
      // Read from what is left, so that a block inside a hidden one is not reported.
      const shown = collect(result, tools, tags);
      for (const audience of shown.blocks.map(audienceOf))
        if (counts && audience?.key && isChosen(audience)) exposures.add(audience.key);
      // In the order in which the entries stand in the whole answer, hidden blocks and all.
      const varied = new Map<string, string>();
      for (const entry of shown.entries) {
        const key = exposureOf(entry);
        if (key !== undefined) varied.set(entry.name, key);
      }
      for (const entry of entries) {
        const key = varied.get(entry.name);
        if (counts && key !== undefined) exposures.add(key);
      }
      if (!shown.isTagged) return { body: result, exposures: [...exposures], personal: false };
      // What stands in hidden blocks and behind other variants is gone by now.
      const traits = await view.traits?.();
      const onText: Walk['onText'] = (value, place) => tags.fill(value, place, traits);
      return {
        body: walk(result, { ...tools, onBlock: ({ value }) => value, onText }),
        exposures: [...exposures],
        personal: traits !== undefined,
        tagged: true,
      };
    },
  };
};
