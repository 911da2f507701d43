import type { Conditions, Facts, Verdict } from '../../../plugin/src';
import type { Log, Tx } from '../ports';
import { faultWords, type CatalogueReader, type MixedSegment, type ReadySegment } from './catalogue';
import type { People } from './person';
import type { Membership, MembershipChange, SegmentChange } from './segment';
import type { SegmentStore } from './segment-store';

export interface Judgement {
  /** Comings and goings of segments that the facts alone decide, in the order they were judged. */
  readonly changes: readonly SegmentChange[];
  /** When the first window closes; null when only a new fact can change anything. */
  readonly until: number | null;
}

interface Needs {
  readonly store: SegmentStore;
  readonly people: People;
  readonly catalogue: CatalogueReader;
  readonly conditions: Conditions;
  readonly log: Log;
  /** Remembers that a segment failed on somebody's facts, for the list to show. */
  readonly failed: (segmentId: string, words: string) => void;
}

/** What is known of a member where the request has a say. */
interface Standing {
  readonly value: boolean;
  readonly parts: string;
  readonly until: number | null;
}

const earlier = (a: number | null, b: number | null): number | null => {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
};

export const encodeParts = (answers: readonly boolean[]): string =>
  answers.map((answer) => (answer ? '1' : '0')).join('');

export const decodeParts = (parts: string): readonly boolean[] => [...parts].map((digit) => digit === '1');

/** At most a member: could some request make the condition true, and what do the facts say of its parts. */
const standingOf = (mixed: MixedSegment, verdict: Verdict, facts: Facts, now: number): Standing => {
  if (!verdict.value) return { value: false, parts: '', until: verdict.until };
  const answers = mixed.parts.map((judge) => judge(facts, now));
  return {
    value: true,
    parts: encodeParts(answers.map(({ value }) => value)),
    until: answers.map(({ until }) => until).reduce(earlier, null),
  };
};

/** Keeps one person's memberships true: judges every segment on the facts as they are now, and writes what changed. */
export const createJudge = ({ store, people, catalogue, conditions, log, failed }: Needs) => {
  const judgeOne = (
    { segment, whole, mixed }: ReadySegment,
    facts: Facts,
    now: number,
  ): Standing & { readonly because: readonly string[] } => {
    const verdict = (mixed?.atMost ?? whole)(facts, now);
    const because = conditions.explain(segment.condition, verdict.reasons);
    if (mixed) return { ...standingOf(mixed, verdict, facts, now), because };
    return { value: verdict.value, parts: '', until: verdict.until, because };
  };

  return async (tx: Tx, profileId: string, now: number): Promise<Judgement> => {
    const { ready, wanted } = await catalogue.read(tx);
    const kept = ready.filter(({ mixed }) => mixed === null || mixed.parts.length > 0);
    if (kept.length === 0) return { changes: [], until: null };
    const [person] = await people.facts(tx, [profileId], wanted);
    if (!person) return { changes: [], until: null };

    const before = new Map(
      (await store.membershipsOf(tx, [profileId])).map((membership) => [membership.segmentId, membership]),
    );
    const inNow = new Set<string>();
    const facts: Facts = { ...person, segments: inNow };
    const changes: SegmentChange[] = [];
    const logged: MembershipChange[] = [];
    const entered: Membership[] = [];
    const left: string[] = [];
    let until: number | null = null;

    for (const one of kept) {
      const { id: segmentId, key } = one.segment;
      const was = before.get(segmentId);
      try {
        const is = judgeOne(one, facts, now);
        until = earlier(until, is.until);
        if (is.value) inNow.add(key);
        if (is.value && was?.parts !== is.parts) {
          entered.push({ segmentId, profileId, enteredAt: was?.enteredAt ?? now, parts: is.parts });
        }
        if (!is.value && was) left.push(segmentId);
        if (is.value === Boolean(was)) continue;
        logged.push({ segmentId, profileId, entered: is.value, at: now, because: is.because });
        if (!one.mixed) changes.push({ segmentId, key, entered: is.value, at: now, because: is.because });
      } catch (error) {
        // One that fails stops no other, and changes nothing for those it holds.
        if (was) inNow.add(key);
        failed(segmentId, faultWords(error));
        log.warn('A segment could not be judged.', { segment: key });
      }
    }
    if (entered.length > 0) await store.enter(tx, entered);
    if (left.length > 0) await store.leave(tx, profileId, left);
    if (logged.length > 0) await store.log(tx, logged);
    return { changes, until };
  };
};
