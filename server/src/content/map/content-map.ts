import {
  leavesOf,
  type Condition,
  type InputOf,
  type MapBlock,
  type MapEntry,
  type NamedSegment,
  type Standing,
  type contentEndpoints,
} from '../../../../plugin/src';
import type { Clock } from '../../ports';
import { groupBy } from './group-by';
import { judgePlaced } from './judge-placed';
import { byPath, type MapSource, type PlacedBlock, type PlacedEntry } from './placed';
import { inWords, segmentUses } from './segment-uses';

interface Needs {
  readonly source: MapSource;
  names(keys: readonly string[]): Promise<readonly NamedSegment[]>;
  /** Where somebody stands who is in just this segment. */
  imagine(segment: string): Promise<Standing>;
  readonly now: Clock;
}

type Asked = Omit<InputOf<typeof contentEndpoints.map>, 'page' | 'pageSize'>;

const withoutStatus = ({ status: _status, ...entry }: PlacedEntry): Omit<MapEntry, 'blocks' | 'isNamed'> =>
  entry;

const wordsOf = (entry: MapEntry): string =>
  [entry.title, entry.typeName, ...entry.blocks.flatMap(({ label, componentName }) => [label, componentName])]
    .join(' ')
    .toLowerCase();

const asksFor = (condition: Condition, segment: string): boolean =>
  leavesOf(condition).some((leaf) => leaf.kind === 'segment' && 'id' in leaf && leaf.id === segment);

/** Whether an audience names this segment, or a condition that asks for it. */
const namesIt = (segment: string | undefined, named: readonly NamedSegment[]) => {
  if (segment === undefined) return () => false;
  const conditions = named.flatMap((one) =>
    one.kind === 'condition' && asksFor(one.condition, segment) ? [one.key] : [],
  );
  const names = new Set([segment, ...conditions]);
  return ({ audience }: PlacedBlock): boolean =>
    audience !== undefined && audience.show !== 'everyone' && audience.segments.some((key) => names.has(key));
};

const wished = ({ search = '', segment, naming, contentType, fault }: Asked) => {
  const words = search.trim().toLowerCase();
  return (entry: MapEntry): boolean =>
    (segment === undefined || naming === 'any' || entry.isNamed) &&
    (contentType === undefined || entry.contentType === contentType) &&
    (fault === undefined ||
      entry.blocks.some(({ faults }) => (fault === 'any' ? faults.length > 0 : faults.includes(fault)))) &&
    (words === '' || wordsOf(entry).includes(words));
};

/** Every entry with blocks, or variants, that are not simply for everyone: who sees them, and what is wrong with them. */
export const createContentMap =
  ({ source, names, imagine, now }: Needs) =>
  async (asked: Asked) => {
    const { blocks: all, entries: placed } = await source.read();
    const blocks = all.filter(({ entry }) => placed.get(entry)?.status === asked.status);
    const keys = new Set(blocks.flatMap(({ audience }) => audience?.segments ?? []));
    if (asked.segment !== undefined) keys.add(asked.segment);
    const named = await names([...keys]);
    const known = new Set(named.map(({ key }) => key));
    const standing = asked.segment === undefined ? undefined : await imagine(asked.segment);
    const horizon = { now: now(), isKnown: (key: string) => known.has(key) };
    const isNamed = namesIt(asked.segment, named);
    const { faults, viewed } = judgePlaced(blocks, horizon, standing);

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
      viewed: viewed(block),
      faults: [...(faults.get(block.row) ?? [])],
    });
    const entries = [...groupBy(blocks, ({ entry }) => entry)]
      .map(([id, own]): MapEntry => {
        return {
          ...withoutStatus(placed.get(id)!),
          isNamed: own.some(isNamed),
          blocks: [...own].sort(byPath).map(shownBlock),
        };
      })
      .sort(
        (a, b) =>
          Number(b.isNamed) - Number(a.isNamed) || inWords(a.title, b.title) || (a.id < b.id ? -1 : 1),
      );
    const found = entries.filter(wished(asked));
    return {
      found,
      named: found.filter((entry) => entry.isNamed).length,
      /** Over all entries of this status, whatever is searched for. */
      totals: {
        entries: entries.length,
        blocks: blocks.length,
        faults: blocks.filter(({ row }) => faults.has(row)).length,
      },
      segments: segmentUses(entries, named, asked.segment),
      types: [...groupBy(entries, (entry) => entry.contentType)].map(([contentType, own]) => ({
        contentType,
        typeName: own[0]!.typeName,
        entries: own.length,
      })),
    };
  };
