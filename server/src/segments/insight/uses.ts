import type { Clock } from '../../ports';
import type { UseStore } from './use-store';

/** Notes which segments are asked for: in memory on the request path, written once in a while. */
export interface Uses {
  mark(key: string): void;
  flush(): Promise<void>;
  all(): Promise<ReadonlyMap<string, number>>;
}

export const createUses = (store: UseStore, now: Clock): Uses => {
  let asked = new Set<string>();
  const flush = async (): Promise<void> => {
    if (asked.size === 0) return;
    const keys = [...asked];
    asked = new Set();
    await store.mark(keys, now());
  };
  return {
    mark: (key) => void asked.add(key),
    flush,
    async all() {
      await flush();
      return store.all();
    },
  };
};

type Answers = ReadonlyMap<string, boolean>;

/** The same answers; asking for one of them is noted. */
export const noting = (answers: Answers, mark: Uses['mark']): Answers => ({
  get(key) {
    mark(key);
    return answers.get(key);
  },
  has: (key) => answers.has(key),
  get size() {
    return answers.size;
  },
  forEach: (work) => answers.forEach(work),
  entries: () => answers.entries(),
  keys: () => answers.keys(),
  values: () => answers.values(),
  [Symbol.iterator]: () => answers[Symbol.iterator](),
});
