import type { Condition, Conditions } from '../../../../plugin/src';
import type { Clock } from '../../ports';
import type { CatalogueReader, ReadySegment } from '../catalogue';
import { segmentsIn } from '../dependencies';
import type { People, PersonFacts, Wanted } from '../person';
import { wantedBy } from '../wanted';
import { joinCrossings, judgeStretch, type Crossing, type Standings } from './crossings';
import { factsThen } from './past-facts';

/** A coming or going as the log has it. */
export interface LoggedCrossing {
  readonly segmentId: string;
  readonly profileId: string;
  readonly entered: boolean;
  readonly at: number;
}

/** What the log and the memberships of today say of some people in some segments. */
export interface CrossingLog {
  /** Later than `after`, in order. */
  since(
    segmentIds: readonly string[],
    profileIds: readonly string[],
    after: number,
  ): Promise<readonly LoggedCrossing[]>;
  /** Who is in which today. */
  today(
    segmentIds: readonly string[],
    profileIds: readonly string[],
  ): Promise<readonly { readonly segmentId: string; readonly profileId: string }[]>;
}

/** What somebody looks back for. */
export interface Looked {
  /** Names of events; `*` is the whole history. */
  readonly names: ReadonlySet<string>;
  readonly conditions: readonly Condition[];
  /** Keys. */
  readonly segments: ReadonlySet<string>;
  readonly from: number;
  readonly to: number;
}

/** Somebody's past: what was known at any moment, and how they stood in the segments that are asked about. */
export interface PastPerson extends Standings {
  readonly id: string;
  /** With the whole history, what lies after `to` included. */
  readonly person: PersonFacts;
  readonly then: (at: number) => PersonFacts;
}

export interface Hindsight {
  readonly count: People['count'];
  /** Living people by id, after this one. */
  idsAfter(after: string, limit: number): Promise<readonly string[]>;
  of(profileIds: readonly string[], looked: Looked): Promise<readonly PastPerson[]>;
}

interface Needs {
  readonly catalogue: CatalogueReader;
  readonly conditions: Conditions;
  readonly people: People;
  readonly log: CrossingLog;
  readonly now: Clock;
  /** Days after which the log's rows end. */
  readonly retentionDays: number;
}

const DAY = 86_400_000;

const groupBy = <Row>(
  rows: readonly Row[],
  word: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const known = groups.get(word(row));
    if (known) known.push(row);
    else groups.set(word(row), [row]);
  }
  return groups;
};

/**
 * Who stood where at any moment of the past. The log says it as far back as it goes; before that, segments are judged
 * on the facts as they were.
 */
export const createHindsight = (needs: Needs): Hindsight => {
  const { catalogue, conditions, people, log, now, retentionDays } = needs;

  /** These and all that they ask for, each after what it asks for. */
  const closureOf = async (keys: ReadonlySet<string>): Promise<readonly ReadySegment[]> => {
    const { ready, byKey } = await catalogue.read(null);
    const wanted = new Set<string>();
    const want = (key: string): void => {
      const one = byKey.get(key);
      if (!one || wanted.has(key)) return;
      wanted.add(key);
      segmentsIn(one.segment.condition).forEach(want);
    };
    keys.forEach(want);
    return ready.filter(({ segment }) => wanted.has(segment.key));
  };

  const wantedFor = ({ names, conditions: asked }: Looked, segments: readonly ReadySegment[]): Wanted => {
    const all = [...asked, ...segments.map(({ segment }) => segment.condition)];
    const own = wantedBy(conditions, all);
    // When somebody was first and last seen, as of then, is in their events alone.
    const events = new Set([...names, ...own.events, ...(own.seen ? ['*'] : [])]);
    return { events, seen: false, products: own.products };
  };

  /** Before this moment the log knows nothing of a segment. */
  const reachOf = ({ segment }: ReadySegment): number =>
    Math.max(segment.createdAt, now() - retentionDays * DAY);

  return {
    count: people.count,
    idsAfter: (after, limit) => people.idsAfter(null, after, limit),
    async of(profileIds, looked) {
      const { from, to } = looked;
      const asked = await closureOf(looked.segments);
      // Only those with a condition of their own can be judged on the past: lists are what somebody made them.
      const judged = asked.some((one) => reachOf(one) > from && one.segment.kind === 'live') ? asked : [];
      const found = await people.facts(null, profileIds, wantedFor(looked, judged));
      const ids = asked.map(({ segment }) => segment.id);
      const [rows, today] =
        ids.length === 0
          ? [[], []]
          : await Promise.all([log.since(ids, profileIds, from), log.today(ids, profileIds)]);
      const logged = groupBy(rows, ({ profileId }) => profileId);
      const members = groupBy(today, ({ profileId }) => profileId);

      return found.map((person): PastPerson => {
        const { id } = person.profile;
        const then = factsThen(person);
        const own = groupBy(logged.get(id) ?? [], ({ segmentId }) => segmentId);
        const insideToday = new Set((members.get(id) ?? []).map(({ segmentId }) => segmentId));
        const moments = [
          ...new Set(Object.values(person.events).flatMap((list) => list.map(({ at }) => at))),
        ].sort((a, b) => a - b);
        const recomputed =
          judged.length > 0
            ? judgeStretch(judged, then, moments, from, to)
            : { inside: new Set<string>(), crossings: [] };

        const inside = new Set<string>();
        const crossings: Crossing[] = [];
        for (const one of asked) {
          const { id: segmentId, key, kind } = one.segment;
          const reach = reachOf(one);
          const moves = own.get(segmentId) ?? [];
          if (reach > from && kind === 'live') {
            if (recomputed.inside.has(key)) inside.add(key);
            crossings.push(
              ...recomputed.crossings.filter(({ segment, at }) => segment === key && at < reach),
            );
          } else {
            // Comings and goings take turns, so the first of them says how it was before.
            const wasIn = moves[0] ? !moves[0].entered : insideToday.has(segmentId);
            if (wasIn) inside.add(key);
          }
          crossings.push(
            ...moves
              .filter(({ at }) => at >= reach && at <= to)
              .map(({ at, entered }) => ({ at, segment: key, entered })),
          );
        }
        return { id, person, then, inside, crossings: joinCrossings(inside, crossings) };
      });
    },
  };
};
