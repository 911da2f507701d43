import {
  arrange,
  faultsOf,
  leavesOf,
  type Audience,
  type BlockFault,
  type Condition,
  type InputOf,
  type MapBlock,
  type MapEntry,
  type MapFault,
  type NamedSegment,
  type Standing,
  type contentEndpoints,
} from '../../../plugin/src';
import type { Clock } from '../ports';

/** A block with an audience, and where it stands. */
export interface PlacedBlock {
  /** Its own row: `blocks.hero:7`. */
  readonly row: string;
  readonly component: string;
  readonly componentName: string;
  readonly label: string;
  /** Undefined for a value that cannot be read. */
  readonly audience: Audience | undefined;
  /** Blocks of the same zone or repeatable component share it. */
  readonly list: string;
  /** Its place, from the entry down: sorts blocks as they stand on the page. */
  readonly path: readonly number[];
  /** The rows of the blocks it stands in. */
  readonly inside: readonly string[];
  readonly entry: string;
  /** Whether a save refuses it: outside a zone, on a type that `content.types` leaves out. What is stored still holds. */
  readonly isRefused: boolean;
}

export interface PlacedEntry extends Omit<MapEntry, 'blocks'> {
  readonly status: 'draft' | 'published';
}

export interface MapSource {
  /** All there are, read at once. */
  read(): Promise<{
    readonly blocks: readonly PlacedBlock[];
    readonly entries: ReadonlyMap<string, PlacedEntry>;
  }>;
}

interface Needs {
  readonly source: MapSource;
  names(keys: readonly string[]): Promise<readonly NamedSegment[]>;
  /** Where somebody stands who is in just this segment. */
  imagine(segment: string): Promise<Standing>;
  readonly now: Clock;
}

type Asked = Required<Pick<InputOf<typeof contentEndpoints.map>, 'status'>> & {
  readonly search?: string;
  readonly segment?: string;
  readonly contentType?: string;
  readonly fault?: 'any' | MapFault;
  readonly page: number;
  readonly pageSize: number;
};

const faultOf = ({ because }: BlockFault): MapFault => {
  if (because === 'gone' || because === 'all-gone') return 'gone';
  return because === 'cannot-be-read' ? 'unreadable' : 'unreachable';
};

const inWords = new Intl.Collator().compare;

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};

const byPath = (a: PlacedBlock, b: PlacedBlock): number => {
  const step = a.path.findIndex((at, index) => at !== b.path[index]);
  if (step < 0) return a.path.length - b.path.length;
  return b.path[step] === undefined ? 1 : (a.path[step] ?? 0) - (b.path[step] ?? 0);
};

const withoutStatus = ({ status: _status, ...entry }: PlacedEntry): Omit<MapEntry, 'blocks'> => entry;

const wordsOf = (entry: MapEntry): string =>
  [entry.title, entry.typeName, ...entry.blocks.flatMap(({ label, componentName }) => [label, componentName])]
    .join(' ')
    .toLowerCase();

/** Every entry with blocks that are not simply for everyone: who sees them, and what is wrong with them. */
export const createContentMap = ({ source, names, imagine, now }: Needs) => {
  /** What is wrong with each block, and whether those who stand so see it; by row. */
  const judged = (blocks: readonly PlacedBlock[], isKnown: (key: string) => boolean, standing?: Standing) => {
    const faults = new Map<string, Set<MapFault>>();
    const shown = new Map<string, boolean>();
    const horizon = { now: now(), isKnown };
    for (const list of groupBy(blocks, (block) => block.list).values()) {
      const inOrder = [...list].sort(byPath);
      const audiences = inOrder.map(({ audience }) => audience);
      const found = faultsOf(audiences, horizon);
      const note = (index: number, fault: MapFault) => {
        const row = inOrder[index]!.row;
        faults.set(row, (faults.get(row) ?? new Set()).add(fault));
      };
      found.blocks.forEach((each, index) => each.forEach((fault) => note(index, faultOf(fault))));
      // The last variant is where a fallback would stand.
      for (const { variants } of found.slots) note(variants.at(-1)!, 'no-fallback');
      inOrder.forEach(({ isRefused }, index) => isRefused && note(index, 'refused'));
      if (!standing) continue;
      const { showings } = arrange(audiences, { standing, now: horizon.now });
      inOrder.forEach(({ row }, index) => shown.set(row, showings[index]!.shown));
    }
    const sees = ({ row, inside }: PlacedBlock) =>
      [row, ...inside].every((each) => shown.get(each) !== false);
    return { faults, sees };
  };

  const counted = (entries: readonly MapEntry[], named: readonly NamedSegment[]) => {
    const known = new Map(named.map((one) => [one.key, one]));
    const uses = new Map<string, { entries: number; blocks: number }>();
    for (const { blocks } of entries) {
      const here = new Map<string, number>();
      for (const { segments, show } of blocks) {
        if (show === 'everyone') continue;
        for (const key of segments) here.set(key, (here.get(key) ?? 0) + 1);
      }
      for (const [key, count] of here) {
        const before = uses.get(key) ?? { entries: 0, blocks: 0 };
        uses.set(key, { entries: before.entries + 1, blocks: before.blocks + count });
      }
    }
    return [...uses]
      .map(([key, use]) => {
        const one = known.get(key);
        const name = one?.kind === 'condition' ? one.sentence : (one?.name ?? key);
        return { key, name, kind: one?.kind ?? ('gone' as const), ...use };
      })
      .sort((a, b) => b.blocks - a.blocks || inWords(a.name, b.name));
  };

  return async ({ status, search = '', segment, contentType, fault, page, pageSize }: Asked) => {
    const { blocks: all, entries: placed } = await source.read();
    const blocks = all.filter(({ entry }) => placed.get(entry)?.status === status);
    const keys = [...new Set(blocks.flatMap(({ audience }) => audience?.segments ?? []))];
    const named = await names(keys);
    const known = new Set(named.map(({ key }) => key));
    const standing = segment === undefined ? undefined : await imagine(segment);
    const { faults, sees } = judged(blocks, (key) => known.has(key), standing);

    const shownBlock = (block: PlacedBlock): MapBlock => ({
      key: block.audience?.key ?? '',
      component: block.component,
      componentName: block.componentName,
      label: block.label,
      depth: block.inside.length,
      show: block.audience?.show ?? null,
      segments: [...(block.audience?.segments ?? [])],
      from: block.audience?.from ?? null,
      until: block.audience?.until ?? null,
      slot: block.audience?.slot ?? null,
      shown: standing ? sees(block) : null,
      faults: [...(faults.get(block.row) ?? [])],
    });
    const entries = [...groupBy(blocks, ({ entry }) => entry)]
      .map(([id, own]): MapEntry => {
        return { ...withoutStatus(placed.get(id)!), blocks: [...own].sort(byPath).map(shownBlock) };
      })
      .sort((a, b) => inWords(a.title, b.title) || (a.id < b.id ? -1 : 1));

    /** Those that name it, in a condition of their own too. */
    const conditions = new Set(
      named.flatMap((one) =>
        one.kind === 'condition' && segment !== undefined && asksFor(one.condition, segment) ? [one.key] : [],
      ),
    );
    const isWished = (entry: MapEntry): boolean => {
      const isNamed = (key: string) => key === segment || conditions.has(key);
      if (segment !== undefined && !entry.blocks.some(({ segments }) => segments.some(isNamed))) return false;
      if (contentType !== undefined && entry.contentType !== contentType) return false;
      if (fault !== undefined) {
        const wrong = (block: MapBlock) =>
          fault === 'any' ? block.faults.length > 0 : block.faults.includes(fault);
        if (!entry.blocks.some(wrong)) return false;
      }
      const words = search.trim().toLowerCase();
      return words === '' || wordsOf(entry).includes(words);
    };
    const found = entries.filter(isWished);
    const typesOf = groupBy(entries, (entry) => entry.contentType);
    return {
      data: found.slice((page - 1) * pageSize, page * pageSize),
      meta: {
        pagination: { page, pageSize, pageCount: Math.ceil(found.length / pageSize), total: found.length },
        totals: {
          entries: entries.length,
          blocks: blocks.length,
          faults: blocks.filter(({ row }) => faults.has(row)).length,
        },
        segments: counted(entries, named),
        types: [...typesOf].map(([type, own]) => ({
          contentType: type,
          typeName: own[0]!.typeName,
          entries: own.length,
        })),
      },
    };
  };
};

const asksFor = (condition: Condition, segment: string): boolean =>
  leavesOf(condition).some((leaf) => leaf.kind === 'segment' && 'id' in leaf && leaf.id === segment);

export type ContentMap = ReturnType<typeof createContentMap>;
