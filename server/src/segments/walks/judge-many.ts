import type { Clock, Tx } from '../../ports';
import { ONLY_TIME, readCauses, UNTOLD, type CauseText, type Due } from '../../profiles';
import { isTouched } from '../care';
import type { CatalogueReader, ReadySegment } from '../catalogue';
import type { Asks, Judging } from '../judging/judging';
import { createPace, type Pace } from './pace';
import type { SegmentStore } from '../segment-store';

export interface JudgeManyNeeds {
  readonly store: SegmentStore;
  readonly catalogue: CatalogueReader;
  readonly judging: Judging;
  readonly now: Clock;
  readonly queueEach: (tx: Tx, rows: readonly Due[]) => Promise<void>;
  /** Whether anybody hears of a segment's comings and goings: else nobody need be queued for them. */
  readonly heard: (key: string) => Promise<boolean>;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

/** People judged between two breaths. */
export const PORTION = { first: 50, least: 20, most: 100, aimMs: 6 };

/** These, and those that ask for one of them, and so on. */
export const withAskers = (
  ready: readonly ReadySegment[],
  isFirst: (one: ReadySegment) => boolean,
): ReadonlySet<string> => {
  const keys = new Set<string>();
  for (const one of ready) {
    if (isFirst(one) || [...one.care.segments].some((asked) => keys.has(asked))) keys.add(one.segment.key);
  }
  return keys;
};

/** Each takes a look at every flow. */
const ASKED_AT_ONCE = 5;

/** Whether somebody hears of one of these. */
export const isAnyOfThem = async (
  { heard, breathe }: Pick<JudgeManyNeeds, 'heard' | 'breathe'>,
  keys: ReadonlySet<string>,
): Promise<boolean> => {
  let asked = 0;
  for (const key of keys) {
    if (await heard(key)) return true;
    asked += 1;
    if (asked % ASKED_AT_ONCE === 0) await breathe();
  }
  return false;
};

/**
 * Judges many people whose rows the caller holds, a portion at a time. Where somebody hears of it, what changed is
 * written as untold and each is queued: their own turn tells it, exactly once. Answers with who is to be queued when.
 */
export const judgePortions = async (
  { catalogue, judging, breathe }: Pick<JudgeManyNeeds, 'catalogue' | 'judging' | 'breathe'>,
  pace: Pace,
  tx: Tx,
  ids: readonly string[],
  at: number,
  asks: Asks,
  isHeard: boolean,
): Promise<readonly Due[]> => {
  const known = await catalogue.read(tx);
  const due: Due[] = [];
  for (let from = 0; from < ids.length; ) {
    const portion = ids.slice(from, from + pace.size());
    from += portion.length;
    const judged = await pace.timed(portion.length, () => judging(tx, known, portion, at, asks, !isHeard));
    for (const [profileId, { changes, until }] of judged) {
      if (isHeard && changes.length > 0) due.push({ profileId, dueAt: at, cause: UNTOLD });
      if (until !== null) due.push({ profileId, dueAt: until, cause: ONLY_TIME });
    }
    await breathe();
  }
  return due;
};

/** Judges some, their rows locked, in the transaction of what happened to them. */
export type JudgeSome = (tx: Tx, ids: readonly string[]) => Promise<void>;

/** Who hears of what changes seldom, and asking takes a look at every flow. */
const HEARD_MS = 1_000;
const MOST_REMEMBERED = 50;

/**
 * Keeps memberships true after the same thing happened to many people, without a turn of the ring for each. Asked
 * before the transaction: on SQLite nothing else can be read while one is open.
 */
export const createJudgeMany = (needs: JudgeManyNeeds) => {
  const { store, catalogue, now, queueEach } = needs;
  const pace = createPace(PORTION, now);
  const known = new Map<CauseText, { readonly at: number; readonly isHeard: boolean }>();

  const isHeardAfter = async (cause: CauseText, asks: (one: ReadySegment) => boolean): Promise<boolean> => {
    const before = known.get(cause);
    if (before && now() - before.at < HEARD_MS) return before.isHeard;
    const { ready } = await catalogue.read(null);
    const isHeard = await isAnyOfThem(needs, withAskers(ready, asks));
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(cause, { at: now(), isHeard });
    return isHeard;
  };

  return async (cause: CauseText): Promise<JudgeSome> => {
    const causes = readCauses(cause);
    const asks = ({ care }: ReadySegment) => isTouched(care, causes);
    const isHeard = await isHeardAfter(cause, asks);
    return async (tx, ids) => {
      if (ids.length === 0) return;
      await store.steady(tx);
      await queueEach(tx, await judgePortions(needs, pace, tx, ids, now(), asks, isHeard));
    };
  };
};
