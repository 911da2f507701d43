import { isCrmFault, type CrmConnector } from '../../../plugin/src';

/** Waiting is asked of the outside: it ends early when the process is told to stop. */
export interface Pause {
  (ms: number): Promise<void>;
}

interface Needs {
  readonly pause: Pause;
  /** [0, 1) */
  readonly random: () => number;
  /** Told before each wait, so that a claim does not run out meanwhile. May throw to give up. */
  readonly beforeWait: (ms: number) => Promise<void>;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const MOST_TRIES = 8;

/** Exponential, with full jitter over its upper half: clients that were refused together do not come back together. */
export const waitOf = (attempt: number, random: () => number): number => {
  const most = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  return Math.round(most / 2 + (most / 2) * random());
};

/** The same connector, asking again where the CRM wants patience or stumbles. Everything else is thrown at once. */
export const withPatience = (connector: CrmConnector, { pause, random, beforeWait }: Needs): CrmConnector => {
  const patiently = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        const passes = isCrmFault(error) && (error.kind === 'too-many' || error.kind === 'unavailable');
        if (!passes || attempt + 1 >= MOST_TRIES) throw error;
        const wait = error.retryAfterMs ?? waitOf(attempt, random);
        await beforeWait(wait);
        await pause(wait);
      }
    }
  };
  return {
    test: () => patiently(() => connector.test()),
    lists: (cursor) => patiently(() => connector.lists(cursor)),
    list: (id) => patiently(() => connector.list(id)),
    members: (listId, cursor) => patiently(() => connector.members(listId, cursor)),
    contacts: (ids) => patiently(() => connector.contacts(ids)),
    changed: (since, cursor) => patiently(() => connector.changed(since, cursor)),
  };
};
