import {
  populationOf,
  type Condition,
  type Conditions,
  type Facts,
  type Population,
} from '../../../../plugin/src';
import type { People } from '../person';
import { wantedBy } from '../wanted';

/** Figures by their key. */
export type Figures = ReturnType<Conditions['needs']>['populations'];

interface Needs {
  readonly people: Pick<People, 'facts'>;
  readonly conditions: Conditions;
  readonly breathe: () => Promise<void>;
}

/** A look at people in portions, for some figures at once. */
export interface Gathering {
  /** Takes in the values of these people. */
  add(ids: readonly string[]): Promise<void>;
  end(): Promise<ReadonlyMap<string, Population>>;
}

/** Of more people than this an even share is ranked: to sort a million would hold the loop. */
const MOST_RANKED = 100_000;

/** Values as they come: count, mean and deviation of all (Welford), and an even share of them to be ranked. */
const createValues = () => {
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

/** Begins to gather how figures are spread among all people, as of a moment. */
export const createGather =
  ({ people, conditions, breathe }: Needs) =>
  (figures: Figures, at: number): Gathering => {
    const asked = [...figures].map(([key, figure]) => {
      const condition = { kind: 'score', ...figure, value: { $exists: true } } as Condition;
      return { key, condition, judge: conditions.compile(condition), values: createValues() };
    });
    const wanted = wantedBy(
      conditions,
      asked.map(({ condition }) => condition),
    );
    return {
      async add(ids) {
        for (const person of await people.facts(null, ids, wanted)) {
          const facts: Facts = { ...person, segments: new Set() };
          for (const { judge, values } of asked) {
            const [reason] = judge(facts, at).reasons;
            if (typeof reason?.actual === 'number') values.add(reason.actual);
          }
        }
      },
      async end() {
        const found = new Map<string, Population>();
        for (const { key, values } of asked) {
          found.set(key, values.end(at));
          await breathe();
        }
        return found;
      },
    };
  };
