import { codeFrom, type Facts, type Json, type Purpose } from '../../../../plugin/src';
import type { EffectHandler, InwardHandler, OutboxEffect } from '../outbox/effect';

/** What the steps of a rehearsed flow have changed of a person: in memory alone. */
export interface Changed {
  readonly traits: Record<string, Json>;
  readonly tags: Map<string, boolean>;
  readonly lists: Map<string, boolean>;
}

export const nothingChanged = (): Changed => ({ traits: {}, tags: new Map(), lists: new Map() });

const withEach = (set: ReadonlySet<string>, changes: ReadonlyMap<string, boolean>): ReadonlySet<string> => {
  if (changes.size === 0) return set;
  const next = new Set(set);
  for (const [word, on] of changes) {
    if (on) next.add(word);
    else next.delete(word);
  }
  return next;
};

const without = (traits: Facts['traits']): Facts['traits'] =>
  Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== null));

/** `listId` is how a static segment's list is named among the facts. */
export const withChanges = (facts: Facts, changed: Changed, listId: (segment: string) => string): Facts => {
  const lists = new Map([...changed.lists].map(([segment, on]) => [listId(segment), on]));
  return {
    ...facts,
    traits:
      Object.keys(changed.traits).length === 0
        ? facts.traits
        : without({ ...facts.traits, ...changed.traits }),
    tags: withEach(facts.tags, changed.tags),
    lists: withEach(facts.lists, lists),
  };
};

/** What exists that a flow's steps name. */
export interface Named {
  readonly lists: ReadonlySet<string>;
  /** Keys of live flows. */
  readonly liveFlows: ReadonlySet<string>;
}

/** Stands for random bytes: a rehearsed code looks like one, and nobody has it. */
const NO_BYTES: readonly number[] = [];

/** Effects on our own data, done to what is known of a person in memory. */
export const createAssumedInward = (
  changed: Changed,
  named: Named,
  /** Somebody was put into a static segment, or taken out. */
  onList: (segment: string, on: boolean) => void,
) => {
  const codes = new Map<string, string>();
  const handlers: Readonly<Record<string, InwardHandler>> = {
    'set-trait': {
      async apply(_tx, { payload: { name, value } }) {
        changed.traits[String(name)] = value ?? null;
        return { outcome: 'done' };
      },
    },
    tag: {
      async apply(_tx, { payload: { tag, change } }) {
        changed.tags.set(String(tag), change === 'add');
        return { outcome: 'done' };
      },
    },
    list: {
      async apply(_tx, { payload: { segment, change } }) {
        if (!named.lists.has(String(segment))) return { outcome: 'failed', reason: 'the list is gone' };
        changed.lists.set(String(segment), change === 'add');
        onList(String(segment), change === 'add');
        return { outcome: 'done' };
      },
    },
    'discount-code': {
      async apply(_tx, { id, payload }) {
        const code = codeFrom(String(payload.pattern), NO_BYTES);
        codes.set(id, code);
        return { outcome: 'done', code };
      },
    },
    'start-flow': {
      apply: async (_tx, { payload }) =>
        named.liveFlows.has(String(payload.flow))
          ? { outcome: 'done' }
          : { outcome: 'failed', reason: 'the flow is not live' },
    },
  };
  return {
    inward: (kind: string) => handlers[kind],
    codeOf: async (_tx: unknown, id: string) => codes.get(id),
  };
};

/** Why something could not have reached somebody at a moment, in words; undefined where it could. */
export type Reach = (kind: string, purpose: Purpose | null, at: number) => Promise<string | undefined>;

/** What leaves the house is taken for delivered where it may go at all. */
export const createAssumedOutward = (reach: Reach, now: () => number): EffectHandler => ({
  async check(_tx, { kind, payload }: OutboxEffect) {
    const purpose = (payload.purpose ?? null) as Purpose | null;
    const because = await reach(kind, purpose, now());
    return because === undefined ? 'go' : { skip: because };
  },
  deliver: async ({ id }) => ({ outcome: 'sent', messageId: id }),
});
