import { arrange, isChosen, isTargeted, shows, type Look, type Standing } from '../../../plugin/src';
import type { Judge } from './judge';
import type { Notes } from './notes';
import type { Shapes } from './shape';
import { walk, type Block, type Walk } from './walk';

/** Who looks: the segments are asked for only when some block depends on them. */
export interface View {
  /** Undefined when the visitor could not be judged: every targeted block is then hidden. */
  segments(): Promise<Standing | undefined>;
  /** When they look; epoch milliseconds. */
  now(): number;
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
  /** Keys of the blocks that were chosen and are shown. */
  readonly exposures: readonly string[];
}

export interface Cutter {
  cut(body: unknown, request: CutRequest): Promise<CutAnswer>;
}

interface Needs {
  readonly shapes: Shapes;
  readonly judge: Judge;
}

type Plain = Readonly<Record<string, unknown>>;
export const createCutter = ({ shapes, judge }: Needs): Cutter => {
  return {
    async cut(body, { notes, view, mode }) {
      const tools = { shapes, uidOf: notes.uidOf, tag: notes.tag };
      const blocks = collect(body, tools);
      if (blocks.length === 0) return { body, exposures: [] };
      if (mode === 'off') return { body: walk(body, { ...tools, onBlock: bare }), exposures: [] };

      const audienceOf = await judge(blocks, notes);
      if (mode === 'all') {
        const withAudience = (block: Block) => {
          const audience = audienceOf(block);
          return audience ? { ...bare(block), [block.attribute]: audience } : bare(block);
        };
        return { body: walk(body, { ...tools, onBlock: withAudience }), exposures: [] };
      }

      const depends = blocks.some((block) => {
        const audience = audienceOf(block);
        return audience !== undefined && isTargeted(audience);
      });
      const look: Look = { standing: depends ? await view.segments() : undefined, now: view.now() };
      const exposures = new Set<string>();
      const counts = view.isPreview !== true;
      const forVisitor = (block: Block) => (shows(audienceOf(block), look).shown ? bare(block) : undefined);
      const variants = (list: readonly (Block | undefined)[]) => {
        const audiences = list.map((block) => block && audienceOf(block));
        if (!audiences.some((audience) => audience?.slot)) return undefined;
        return arrange(
          audiences.map((audience, index) => (list[index] ? audience : null)),
          look,
        ).order;
      };
      const result = walk(body, { ...tools, onList: variants, onBlock: forVisitor });
      // Read from what is left, so that a block inside a hidden one is not reported.
      for (const block of collect(result, tools)) {
        const audience = audienceOf(block);
        if (counts && audience?.key && isChosen(audience)) exposures.add(audience.key);
      }
      return { body: result, exposures: [...exposures] };
    },
  };
};

/** The block without its audience, which a handler of the app's own may have left in its answer. */
const bare = ({ value, attribute }: Block): Plain => {
  if (!(attribute in value)) return value;
  const copy: Record<string, unknown> = { ...value };
  delete copy[attribute];
  return copy;
};

const collect = (body: unknown, tools: Omit<Walk, 'onBlock'>): Block[] => {
  const blocks: Block[] = [];
  walk(body, {
    ...tools,
    onBlock: (block) => {
      blocks.push(block);
      return block.value;
    },
  });
  return blocks;
};
