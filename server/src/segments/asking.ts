import {
  PluginError,
  type Condition,
  type Conditions,
  type JsonObject,
  type Reason,
} from '../../../plugin/src';
import type { Clock, Log } from '../ports';
import { asksRequest, prepare, type Catalogue, type CatalogueReader } from './catalogue';
import { decideKnown, decideStranger, type RequestContext } from './judging/decide';
import type { Decision } from './judging/decide-each';
import { findIn } from './find-segment';
import type { People } from './person';
import type { Figures } from './populations/gathering';
import type { Provided } from './populations/on-demand';
import { partsOf } from './preview/parts';
import type { JudgeSlice, Preview, Question, Size } from './preview/preview';
import type { MembershipChange } from './segment';
import { judgeLeaves, type LeafVerdict } from './showing/told-tree';
import type { SegmentStore } from './segment-store';
import { failedIn, type KeptMembership } from './judging/unjudged';

export interface Explanation {
  readonly in: boolean;
  readonly atMost: boolean;
  readonly since: number | null;
  readonly until: number | null;
  /** Why, by leaf of the segment's condition. */
  readonly reasons: readonly Reason[];
  /** Every leaf by its path, whether the verdict needed it or not. */
  readonly leaves: ReadonlyMap<string, LeafVerdict>;
  readonly history: readonly MembershipChange[];
}

/** Of a part by itself. */
export interface PartPreview extends Size {
  readonly path: string;
  readonly atMost: boolean;
}

export interface ConditionPreview extends Omit<Preview, 'parts'> {
  readonly atMost: boolean;
  /** How many people a place among all was taken from, where that was not everyone. */
  readonly comparedWith: number | null;
  readonly parts: readonly PartPreview[];
}

/** How a condition is counted. */
export interface Asked {
  /** Takes the time it needs, within bounds. */
  readonly exact?: boolean;
  /** Its rows and groups too, each by itself. */
  readonly parts?: boolean;
}

interface Needs {
  readonly store: SegmentStore;
  readonly people: People;
  readonly catalogue: CatalogueReader;
  readonly conditions: Conditions;
  readonly now: Clock;
  readonly log: Log;
  /** Remembers that a segment failed, for the list to show. */
  readonly failed: (segmentId: string, words: string) => void;
  readonly count: (question: Question, judge: JudgeSlice) => Promise<Preview>;
  /** How these figures are spread among all people, made where nobody has asked for them yet. */
  readonly figures: (asked: Figures, exact: boolean) => Promise<Provided>;
}

const HISTORY = 20;
/** Rows and groups that are counted by themselves: nobody reads more numbers. */
const MOST_PARTS = 50;
/** A segment that fails on a visit may fail on each: its log line comes no more often. */
const WARN_EVERY_MS = 60_000;

export const createAsking = (needs: Needs) => {
  const { store, people, catalogue, conditions, now, log, failed, count, figures } = needs;
  const warnedAt = new Map<string, number>();
  const warn = (known: Catalogue, decision: Decision, at: number): Decision => {
    for (const key of decision.failed) {
      if (at - (warnedAt.get(key) ?? -Infinity) < WARN_EVERY_MS) continue;
      warnedAt.set(key, at);
      const id = known.byKey.get(key)?.segment.id;
      if (id !== undefined) failed(id, 'It could not be judged.');
      log.warn('A segment could not be judged: blocks that ask for it are hidden.', { segment: key });
    }
    return decision;
  };

  /** What a condition that asks for segments sees: memberships as they are kept, by profile. */
  const memberKeys = async (profileIds: readonly string[]): Promise<(id: string) => ReadonlySet<string>> => {
    const { byId } = await catalogue.read(null);
    const inside = new Map<string, Set<string>>();
    for (const { profileId, segmentId } of await store.membershipsOf(null, profileIds)) {
      const key = byId.get(segmentId)?.segment.key;
      if (key) inside.set(profileId, (inside.get(profileId) ?? new Set()).add(key));
    }
    const none: ReadonlySet<string> = new Set();
    return (id) => inside.get(id) ?? none;
  };

  const decide = async (profileId: string | null, context: JsonObject = {}): Promise<Decision> => {
    const at = now();
    const known = await catalogue.recent(at);
    if (profileId === null) return decideStranger(known, () => context, at);
    const kept = await store.membershipsOf(null, [profileId]);
    const failures = failedIn((await store.untils(null, [profileId])).get(profileId));
    return decideKnown(known, [...kept, ...failures], () => context, at);
  };

  const stand = async (
    memberships: readonly KeptMembership[] | null,
    context: RequestContext,
    keys?: ReadonlySet<string>,
  ): Promise<Decision> => {
    const at = now();
    const known = await catalogue.recent(at);
    const decision =
      memberships === null
        ? decideStranger(known, context, at, keys)
        : decideKnown(known, memberships, context, at, keys);
    return warn(known, decision, at);
  };

  const preview = async (
    condition: Condition,
    { exact = false, parts: withParts = false }: Asked = {},
  ): Promise<ConditionPreview> => {
    const { byKey } = await catalogue.read(null);
    const { holds, mixed, wanted, narrow } = prepare(conditions, condition, byKey);
    const parts = (withParts ? partsOf(condition, MOST_PARTS) : []).map(({ path, condition: part }) => ({
      path,
      ...prepare(conditions, part, byKey),
    }));
    const at = now();
    const needed = conditions.needs(condition);
    const asksForSegments = needed.segments.size > 0;
    const { populations, from } = await figures(needed.populations, exact);
    const judgeSlice: JudgeSlice = async (slice, partsToo) => {
      const keysOf = await memberKeys(asksForSegments ? slice.map(({ profile }) => profile.id) : []);
      const facts = slice.map((person) => ({ ...person, populations, segments: keysOf(person.profile.id) }));
      return {
        inside: facts.map((person) => holds(person, at)),
        parts: (partsToo ? parts : []).map((part) => facts.filter((person) => part.holds(person, at)).length),
      };
    };
    const question = { narrow: narrow(at), wanted, now: at, exact, parts: parts.length > 0 };
    const counted = await count(question, judgeSlice);
    return {
      ...counted,
      parts: counted.parts.map((size, index) => ({
        ...size,
        path: parts[index]!.path,
        atMost: parts[index]!.mixed !== null,
      })),
      atMost: mixed !== null,
      comparedWith: from,
    };
  };

  const explain = async (idOrKey: string, profileId: string): Promise<Explanation> => {
    const { segments, byKey, faults } = await catalogue.read(null);
    const segment = findIn(segments, idOrKey);
    const ready = byKey.get(segment.key);
    if (!ready) throw new PluginError('conflict', faults.get(segment.id) ?? 'This segment cannot be judged.');
    const at = now();
    const [person] = await people.facts(null, [profileId], ready.wanted, at);
    if (!person) throw new PluginError('not-found', 'There is no such person.');
    const memberships = await store.membershipsOf(null, [person.profile.id]);
    const keysOf = await memberKeys([person.profile.id]);
    const facts = { ...person, segments: keysOf(person.profile.id) };
    const verdict = (ready.mixed?.atMost ?? ready.whole)(facts, at);
    return {
      in: verdict.value,
      atMost: ready.mixed !== null,
      since: memberships.find(({ segmentId }) => segmentId === segment.id)?.enteredAt ?? null,
      until: verdict.until,
      reasons: verdict.reasons,
      leaves: judgeLeaves(conditions, segment.condition, asksRequest(conditions, byKey), facts, at),
      history: await store.history(segment.id, person.profile.id, HISTORY),
    };
  };

  return { decide, stand, basis: () => catalogue.atHand(now()), preview, explain };
};

export type Asking = ReturnType<typeof createAsking>;
