import {
  isPluginError,
  populationOf,
  type Condition,
  type Conditions,
  type Facts,
  type Population,
} from '../../../../plugin/src';
import type { Clock, Log } from '../../ports';
import { wantedBy } from '../wanted';
import type { People } from '../person';
import type { Segment } from '../segment';
import type { PopulationStore } from './population-store';

type Figures = ReturnType<Conditions['needs']>['populations'];

export interface Populations {
  /** As last refreshed or read: what facts carry. */
  current(): NonNullable<Facts['populations']>;
  /** Reads what another process may have refreshed. */
  reload(): Promise<void>;
  /** Those of the figures that segments ask for which are missing or too old; all of them when told to. */
  refresh(everything?: boolean): Promise<readonly string[]>;
}

interface Needs {
  readonly store: PopulationStore;
  readonly people: Pick<People, 'idsAfter' | 'facts'>;
  readonly conditions: Conditions;
  readonly segments: () => Promise<readonly Segment[]>;
  /** Has everyone judged anew by these segments. */
  readonly judgeAnew: (segmentId: string) => Promise<unknown>;
  readonly now: Clock;
  readonly log: Log;
  readonly breathe: () => Promise<void>;
}

const EVERY_MS = 6 * 3_600_000;
const SLICE = 200;
/** Of more people than this an even share is ranked: to sort a million would hold the loop. */
const MOST_RANKED = 100_000;

/** Values as they come: count, mean and deviation of all (Welford), and an even share of them to be ranked. */
const createGathering = () => {
  let values: number[] = [];
  let step = 1;
  let n = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(value: number): void {
      if (n % step === 0) values.push(value);
      n += 1;
      const away = value - mean;
      mean += away / n;
      squares += away * (value - mean);
      if (values.length <= MOST_RANKED) return;
      values = values.filter((_value, at) => at % 2 === 0);
      step *= 2;
    },
    end: (now: number): Population => ({
      ...populationOf(values, now),
      n,
      mean,
      sd: n === 0 ? 0 : Math.sqrt(squares / n),
    }),
  };
};

/** Refreshes how figures are spread among all people, slice by slice over the base. */
export const createPopulations = (needs: Needs): Populations => {
  const { store, people, conditions, now, log, breathe } = needs;
  let known: Record<string, Population> = {};
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
    const asked = [...figures].map(([key, figure]) => {
      const condition = { kind: 'score', ...figure, value: { $exists: true } } as Condition;
      return { key, condition, judge: conditions.compile(condition), gathering: createGathering() };
    });
    const wanted = wantedBy(
      conditions,
      asked.map(({ condition }) => condition),
    );
    const at = now();
    for (let after = ''; ; ) {
      const ids = await people.idsAfter(null, after, SLICE);
      for (const person of await people.facts(null, ids, wanted)) {
        const facts: Facts = { ...person, segments: new Set() };
        for (const { judge, gathering } of asked) {
          const [reason] = judge(facts, at).reasons;
          if (typeof reason?.actual === 'number') gathering.add(reason.actual);
        }
      }
      const last = ids.at(-1);
      if (last === undefined || ids.length < SLICE) break;
      after = last;
      await breathe();
    }
    const found = new Map<string, Population>();
    for (const { key, gathering } of asked) {
      found.set(key, gathering.end(at));
      await breathe();
    }
    return found;
  };

  const reload = async (): Promise<void> => {
    known = Object.fromEntries(await store.all());
  };

  const refresh = async (everything: boolean): Promise<readonly string[]> => {
    await reload();
    const asking = (await needs.segments()).map((segment) => ({ segment, figures: figuresOf(segment) }));
    const figures: Figures = new Map(asking.flatMap(({ figures: own }) => [...own]));
    const gone = Object.keys(known).filter((key) => !figures.has(key));
    if (gone.length > 0) await store.remove(gone);
    const stale = [...figures].filter(([key]) => {
      const population = known[key];
      return everything || !population || now() - population.refreshedAt >= EVERY_MS;
    });
    if (stale.length === 0) return [];
    for (const [key, population] of await gather(new Map(stale))) await store.put(key, population);
    await reload();
    const changed = stale.map(([key]) => key);
    for (const { segment, figures: own } of asking) {
      if (changed.some((key) => own.has(key))) await needs.judgeAnew(segment.id);
    }
    log.info('Figures of the population were refreshed.', { figures: changed.length });
    return changed;
  };

  return {
    current: () => known,
    reload,
    refresh(everything = false) {
      const mine = turn.then(() => refresh(everything));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
};
