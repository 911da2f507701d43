import type { Conditions, Facts, Verdict } from '../../../../plugin/src';
import type { Log, Tx } from '../../ports';
import { faultWords, type Catalogue, type MixedSegment, type ReadySegment } from '../catalogue';
import { encodeParts } from './parts';
import type { People, PersonFacts } from '../person';
import type { Membership, MembershipChange, SegmentChange, Untils } from '../segment';
import type { SegmentStore } from '../segment-store';
import { failureOf, momentsIn, sameUntil } from './unjudged';
import { joinWanted } from '../wanted';

export interface Judgement {
  /** Comings and goings of segments that the facts alone decide, in the order they were judged. */
  readonly changes: readonly SegmentChange[];
  /** When the first window closes; null when only a new fact can change anything. */
  readonly until: number | null;
}

/** Whether a segment must be judged for somebody, given what is kept of when their answers could change. */
export type Asks = (one: ReadySegment, untils: Untils, profileId: string) => boolean;

interface Needs {
  readonly store: SegmentStore;
  readonly people: People;
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

/** What is to be written of many people at once. */
interface Writing {
  readonly entered: Membership[];
  readonly left: Map<string, string[]>;
  readonly logged: MembershipChange[];
  readonly untils: Map<string, Untils>;
}

const NONE: Untils = {};

const earlier = (a: number | null, b: number | null): number | null => {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
};

const firstOf = (untils: Untils): number | null => momentsIn(untils).reduce<number | null>(earlier, null);

const same = (a: Untils, b: Untils): boolean => {
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return keys.length === others.length && keys.every((key) => sameUntil(a[key], b[key]));
};

/** At most a member: could some request make the condition true, and what do the facts say of its parts. */
const standingOf = (
  mixed: MixedSegment,
  verdict: Omit<Verdict, 'reasons'>,
  facts: Facts,
  now: number,
): Standing => {
  if (!verdict.value) return { value: false, parts: '', until: verdict.until };
  const answers = mixed.parts.map((judge) => judge.until(facts, now));
  return {
    value: true,
    parts: encodeParts(answers.map(({ value }) => value)),
    until: answers.map(({ until }) => until).reduce(earlier, null),
  };
};

/** Kept as membership at all: where the request alone decides there is nothing to keep. */
export const isKept = ({ mixed }: ReadySegment): boolean => mixed === null || mixed.parts.length > 0;

/** Judges the segments that are asked for, and those that ask for one that changed, for many people at once. */
export const createJudging = ({ store, people, conditions, log, failed }: Needs) => {
  const judgeOne = ({ whole, mixed }: ReadySegment, facts: Facts, now: number): Standing => {
    const verdict = (mixed?.atMost ?? whole).until(facts, now);
    if (mixed) return standingOf(mixed, verdict, facts, now);
    return { value: verdict.value, parts: '', until: verdict.until };
  };

  /** One person. What changed is added to what is to be written. */
  const judgePerson = (
    asked: readonly ReadySegment[],
    { byId }: Catalogue,
    person: PersonFacts,
    memberships: readonly Membership[],
    known: Untils,
    asks: Asks,
    now: number,
    writing: Writing,
  ): Judgement => {
    const profileId = person.profile.id;
    const before = new Map(memberships.map((membership) => [membership.segmentId, membership]));
    const inNow = new Set(memberships.flatMap(({ segmentId }) => byId.get(segmentId)?.segment.key ?? []));
    const facts: Facts = { ...person, segments: inNow };
    const changes: SegmentChange[] = [];
    const changed = new Set<string>();
    const untils: Record<string, Untils[string]> = Object.fromEntries(
      Object.entries(known).filter(([segmentId]) => byId.has(segmentId)),
    );

    for (const one of asked) {
      const { id: segmentId, key } = one.segment;
      const followsChange = changed.size > 0 && [...one.care.segments].some((name) => changed.has(name));
      if (!followsChange && !asks(one, known, profileId)) continue;
      const was = before.get(segmentId);
      delete untils[segmentId];
      try {
        const is = judgeOne(one, facts, now);
        if (is.until !== null) untils[segmentId] = is.until;
        if (is.value && was?.parts !== is.parts) {
          writing.entered.push({ segmentId, profileId, enteredAt: was?.enteredAt ?? now, parts: is.parts });
        }
        if (is.value === Boolean(was)) continue;
        if (is.value) inNow.add(key);
        else {
          inNow.delete(key);
          writing.left.set(segmentId, [...(writing.left.get(segmentId) ?? []), profileId]);
        }
        changed.add(key);
        // Asked only of those who come or go: few do, and why costs more than whether.
        const { reasons } = (one.mixed?.atMost ?? one.whole)(facts, now);
        const because = conditions.explain(one.segment.condition, reasons);
        writing.logged.push({ segmentId, profileId, entered: is.value, at: now, because });
        if (!one.mixed) changes.push({ segmentId, key, entered: is.value, at: now, because });
      } catch (error) {
        // One that fails stops no other. It keeps whom it holds, but nothing is decided on that.
        untils[segmentId] = failureOf(one.segment);
        failed(segmentId, faultWords(error));
        log.warn('A segment could not be judged.', { segment: key });
      }
    }
    if (!same(untils, known)) writing.untils.set(profileId, untils);
    return { changes, until: firstOf(untils) };
  };

  const write = async (tx: Tx, { entered, left, logged, untils }: Writing, told: boolean): Promise<void> => {
    if (entered.length > 0) await store.enter(tx, entered);
    for (const [segmentId, profileIds] of left) await store.leave(tx, segmentId, profileIds);
    if (logged.length > 0) await store.log(tx, logged, told);
    if (untils.size > 0) await store.keepUntils(tx, untils);
  };

  /**
   * The caller holds the profiles' rows. `told` says whether the caller passes the changes on itself; else they are
   * kept for the ring to tell. By profile id; whoever is no more is missing.
   */
  return async (
    tx: Tx,
    catalogue: Catalogue,
    profileIds: readonly string[],
    now: number,
    asks: Asks,
    told: boolean,
  ): Promise<ReadonlyMap<string, Judgement>> => {
    const untils = await store.untils(tx, profileIds);
    const untilsOf = (id: string): Untils => untils.get(id) ?? NONE;
    const could = new Set<string>();
    const asked = catalogue.ready.filter((one) => {
      if (!isKept(one)) return false;
      const direct = profileIds.some((id) => asks(one, untilsOf(id), id));
      const wanted = direct || [...one.care.segments].some((key) => could.has(key));
      if (wanted) could.add(one.segment.key);
      return wanted;
    });
    // Of whom nothing is asked, nothing is read.
    const concerned = profileIds.filter((id) => asked.some((one) => asks(one, untilsOf(id), id)));
    const judged = new Map<string, Judgement>(
      profileIds.map((id) => [id, { changes: [], until: firstOf(untilsOf(id)) }]),
    );
    if (concerned.length === 0) return judged;
    const found = await people.facts(tx, concerned, joinWanted(asked.map(({ wanted }) => wanted)), now);
    const memberships = new Map<string, Membership[]>();
    for (const membership of await store.membershipsOf(tx, concerned)) {
      const own = memberships.get(membership.profileId);
      if (own) own.push(membership);
      else memberships.set(membership.profileId, [membership]);
    }
    const writing: Writing = { entered: [], left: new Map(), logged: [], untils: new Map() };
    for (const id of concerned) judged.delete(id);
    for (const person of found) {
      const { id } = person.profile;
      const own = memberships.get(id) ?? [];
      judged.set(id, judgePerson(asked, catalogue, person, own, untilsOf(id), asks, now, writing));
    }
    await write(tx, writing, told);
    return judged;
  };
};

export type Judging = ReturnType<typeof createJudging>;
