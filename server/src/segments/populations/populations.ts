import { isPluginError, type Conditions, type Facts, type Population } from '../../../../plugin/src';
import type { Clock, Log } from '../../ports';
import type { People } from '../person';
import type { Segment } from '../segment';
import { createGather, type Figures } from './gathering';
import type { PopulationStore } from './population-store';

export interface Populations {
  /** As last refreshed or read: what facts carry. */
  current(): NonNullable<Facts['populations']>;
  /** Reads what another process may have refreshed. */
  reload(): Promise<void>;
  /** The same; where it is new, everybody is judged anew: until now this process judged by what was before. */
  follow(): Promise<void>;
  /** Those of the figures that segments and others ask for which are missing or too old; all of them when told to. */
  refresh(everything?: boolean): Promise<readonly string[]>;
  /** Waits until these are there, but no longer than so many milliseconds. */
  ready(figures: Figures, longestMs: number): Promise<void>;
}

interface Needs {
  readonly store: PopulationStore;
  readonly people: Pick<People, 'idsAfter' | 'facts'>;
  readonly conditions: Conditions;
  readonly segments: () => Promise<readonly Segment[]>;
  /** What is asked for beside segments: by flows. */
  readonly others?: () => Promise<Figures>;
  /** What a segment is judged by has changed for everybody. */
  readonly startOver: (segmentId: string) => Promise<void>;
  readonly now: Clock;
  readonly log: Log;
  readonly breathe: () => Promise<void>;
  readonly pause?: (ms: number) => Promise<unknown>;
}

const EVERY_MS = 6 * 3_600_000;
const SLICE = 200;
/** Refreshes how figures are spread among all people, slice by slice over the base. */
export const createPopulations = (needs: Needs): Populations => {
  const { store, people, conditions, now, log, breathe, pause = () => Promise.resolve() } = needs;
  const begin = createGather(needs);
  let known: Record<string, Population> = {};
  /** When those were made that segments are judged by here; null until they are read first. */
  let followed: ReadonlyMap<string, number> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const figuresOf = (segment: Segment): Figures => {
    try {
      return conditions.needs(segment.condition).populations;
    } catch (error) {
      // A segment that cannot be judged is shown as broken; it asks for nothing.
      if (isPluginError(error)) return new Map();
      throw error;
    }
  };

  const gather = async (figures: Figures): Promise<ReadonlyMap<string, Population>> => {
    const gathering = begin(figures, now());
    for (let after = ''; ; ) {
      const ids = await people.idsAfter(null, after, SLICE);
      await gathering.add(ids);
      const last = ids.at(-1);
      if (last === undefined || ids.length < SLICE) return gathering.end();
      after = last;
      await breathe();
    }
  };

  const reload = async (): Promise<void> => {
    known = Object.fromEntries(await store.all());
  };

  const asking = async () =>
    (await needs.segments()).map((segment) => ({ segment, figures: figuresOf(segment) }));

  const judgeAnew = async (changed: ReadonlySet<string>): Promise<void> => {
    if (changed.size === 0) return;
    for (const { segment, figures } of await asking()) {
      if ([...figures.keys()].some((key) => changed.has(key))) await needs.startOver(segment.id);
    }
  };

  const follow = async (): Promise<void> => {
    await reload();
    const made = new Map(Object.entries(known).map(([key, { refreshedAt }]) => [key, refreshedAt]));
    const before = followed ?? made;
    await judgeAnew(new Set([...made].flatMap(([key, at]) => (before.get(key) === at ? [] : [key]))));
    followed = made;
  };

  const refresh = async (everything: boolean): Promise<readonly string[]> => {
    await follow();
    const others = (await needs.others?.()) ?? new Map();
    const figures: Figures = new Map([
      ...(await asking()).flatMap(({ figures: own }) => [...own]),
      ...others,
    ]);
    const gone = Object.keys(known).filter((key) => !figures.has(key));
    if (gone.length > 0) await store.remove(gone);
    const stale = [...figures].filter(([key]) => {
      const population = known[key];
      return everything || !population || now() - population.refreshedAt >= EVERY_MS;
    });
    if (stale.length === 0) return [];
    for (const [key, population] of await gather(new Map(stale))) await store.put(key, population);
    await follow();
    const changed = stale.map(([key]) => key);
    log.info('Figures of the population were refreshed.', { figures: changed.length });
    return changed;
  };

  const inTurn = (everything: boolean): Promise<readonly string[]> => {
    const mine = turn.then(() => refresh(everything));
    turn = mine.catch(() => undefined);
    return mine;
  };

  return {
    current: () => known,
    reload,
    follow,
    refresh: (everything = false) => inTurn(everything),
    async ready(figures, longestMs) {
      if ([...figures.keys()].every((key) => key in known)) return;
      await Promise.race([inTurn(false), pause(longestMs)]);
    },
  };
};
