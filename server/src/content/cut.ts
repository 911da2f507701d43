import {
  arrange,
  isChosen,
  isTargeted,
  readAudience,
  shows,
  type Audience,
  type Look,
  type Standing,
} from '../../../plugin/src';
import type { Log } from '../ports';
import type { Notes } from './notes';
import type { Shapes } from './shape';
import { walk, type Block, type Walk } from './walk';

/** Reads audiences of components that the answer names by id only. */
export interface AudienceStore {
  /** By id, as stored; an id that is missing has no row. */
  load(uid: string, ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
}

/** Who looks: the segments are asked for only when some block depends on them. */
export interface View {
  /** Undefined when the visitor could not be judged: every targeted block is then hidden. */
  segments(): Promise<Standing | undefined>;
  /** When they look; epoch milliseconds. */
  now(): number;
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
  readonly audiences: AudienceStore;
  readonly log: Log;
}

type Plain = Readonly<Record<string, unknown>>;
type Judged = ReadonlyMap<string, Audience | null | undefined>;

const nameOf = ({ uid, id }: Block): string => `${uid}:${id}`;

export const createCutter = ({ shapes, audiences, log }: Needs): Cutter => {
  const loadMissing = async (blocks: readonly Block[], into: Map<string, Audience | null | undefined>) => {
    const wanted = new Map<string, Set<string>>();
    for (const block of blocks) {
      if (block.id === undefined || into.has(nameOf(block))) continue;
      const ids = wanted.get(block.uid) ?? new Set();
      wanted.set(block.uid, ids.add(block.id));
    }
    for (const [uid, ids] of wanted) {
      try {
        const rows = await audiences.load(uid, [...ids]);
        for (const id of ids) into.set(`${uid}:${id}`, rows.has(id) ? readAudience(rows.get(id)) : undefined);
      } catch (error) {
        // Not read is not judged: these blocks stay hidden.
        log.error('Audiences could not be read.', { component: uid, code: codeOf(error) });
      }
    }
  };

  const judge = async (blocks: readonly Block[], notes: Notes): Promise<Judged> => {
    const judged = new Map<string, Audience | null | undefined>();
    for (const block of blocks) {
      if (block.id === undefined || !notes.has(block.uid, block.id)) continue;
      judged.set(nameOf(block), readAudience(notes.get(block.uid, block.id)));
    }
    await loadMissing(blocks, judged);
    return judged;
  };

  return {
    async cut(body, { notes, view, mode }) {
      const tools = { shapes, uidOf: notes.uidOf, tag: notes.tag };
      const blocks = collect(body, tools);
      if (blocks.length === 0) return { body, exposures: [] };
      if (mode === 'off') return { body: walk(body, { ...tools, onBlock: bare }), exposures: [] };

      const judged = await judge(blocks, notes);
      const audienceOf = (block: Block) => (block.id === undefined ? undefined : judged.get(nameOf(block)));
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
        if (audience?.key && isChosen(audience)) exposures.add(audience.key);
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

const codeOf = (error: unknown): string =>
  error instanceof Error ? String((error as Error & { code?: unknown }).code ?? error.name) : 'unknown';
