import type { Stretch } from '../person';
import type { Membership, MembershipChange } from '../segment';
import type { LoggedMove, MembershipLog, Moves } from './membership-log';
import type { SizePoint, SizeStore } from './size-store';
import type { UseStore } from './use-store';

const HOUR = 3_600_000;

/** What the memory store of segments lets itself be asked. */
export interface MembershipState {
  memberships(): readonly Membership[];
  log(): readonly MembershipChange[];
}

const isWithin =
  ({ after, upTo }: Stretch) =>
  (id: string): boolean =>
    id > after && (upTo === null || id <= upTo);

/** The fakes that pass the same suite as the stores on Knex. */
export const createMemoryLog = (state: MembershipState): MembershipLog => {
  const logOf = (segmentId: string) => state.log().filter((change) => change.segmentId === segmentId);
  /** Entries less departures since a moment, by profile. */
  const balance = (segmentId: string, since: number): ReadonlyMap<string, number> => {
    const sums = new Map<string, number>();
    for (const { profileId, entered, at } of logOf(segmentId)) {
      if (at > since) sums.set(profileId, (sums.get(profileId) ?? 0) + (entered ? 1 : -1));
    }
    return sums;
  };
  const inside = (segmentId: string, at: number): readonly string[] => {
    const sums = balance(segmentId, at);
    const now = state.memberships().filter((membership) => membership.segmentId === segmentId);
    const stayed = now.map(({ profileId }) => profileId).filter((id) => (sums.get(id) ?? 0) <= 0);
    const gone = [...sums].flatMap(([id, sum]) => (sum < 0 ? [id] : []));
    return [...new Set([...stayed, ...gone])].sort();
  };
  const newest = (segmentId: string, profileId: string, upTo = Infinity) =>
    logOf(segmentId)
      .filter((change) => change.profileId === profileId && change.at <= upTo)
      .at(-1);

  return {
    async movesByHour(from, to) {
      const moves = new Map<string, Moves>();
      for (const { segmentId, entered, at } of state.log()) {
        if (at < from || at >= to) continue;
        const hour = Math.floor(at / HOUR) * HOUR;
        const known = moves.get(`${segmentId}\n${hour}`) ?? { segmentId, at: hour, entered: 0, left: 0 };
        moves.set(`${segmentId}\n${hour}`, {
          ...known,
          entered: known.entered + (entered ? 1 : 0),
          left: known.left + (entered ? 0 : 1),
        });
      }
      return [...moves.values()];
    },
    async endOfMoves(from, to, many) {
      const times = state.log().map(({ at }) => at);
      const next = times.filter((at) => at >= from && at < to).sort((a, b) => a - b)[many];
      return next === undefined ? to : Math.max(next, from + 1);
    },
    countMoves: async (from, to) => state.log().filter(({ at }) => at >= from && at < to).length,
    async endOfPeople(segmentId, after, many) {
      const ids = new Set(
        [...state.memberships(), ...state.log()].flatMap((row) =>
          row.segmentId === segmentId && row.profileId > after ? [row.profileId] : [],
        ),
      );
      return [...ids].sort()[many - 1] ?? null;
    },
    countAt: async (segmentId, at, stretch) => inside(segmentId, at).filter(isWithin(stretch)).length,
    idsAt: async (segmentId, at, stretch) => inside(segmentId, at).filter(isWithin(stretch)),
    async entriesUpTo(segmentId, profileIds, at) {
      const entries = logOf(segmentId).filter((change) => change.entered && change.at <= at);
      const own = entries.filter(({ profileId }) => profileIds.includes(profileId));
      return new Map(own.map((change) => [change.profileId, change.at]));
    },
    async netChanges(segmentId, since, entered, stretch, most) {
      const isIn = isWithin(stretch);
      const changed = [...balance(segmentId, since)]
        .filter(([id, sum]) => isIn(id) && (entered ? sum > 0 : sum < 0))
        .map(([profileId]) => ({ profileId, at: newest(segmentId, profileId)?.at ?? 0 }))
        .sort((a, b) => b.at - a.at || (a.profileId < b.profileId ? -1 : 1));
      return { rows: changed.slice(0, most), total: changed.length };
    },
    async reasonsSince(segmentId, profileIds, entered, since) {
      const own = logOf(segmentId).filter(
        (change) => change.entered === entered && change.at > since && profileIds.includes(change.profileId),
      );
      return new Map(own.map(({ profileId, because }) => [profileId, because]));
    },
    async standingAt(segmentId, profileId, at) {
      const isIn = inside(segmentId, at).includes(profileId);
      const last = newest(segmentId, profileId, at);
      const known = last?.entered === isIn;
      return { in: isIn, since: known ? last.at : null, because: known ? last.because : [] };
    },
    idsAfter: async (segmentId, after, limit) =>
      state
        .memberships()
        .filter((membership) => membership.segmentId === segmentId && membership.profileId > after)
        .map(({ profileId }) => profileId)
        .sort()
        .slice(0, limit),
    movesBetween: async (segmentIds, from, to) =>
      state
        .log()
        .filter(({ segmentId, at }) => segmentIds.includes(segmentId) && at >= from && at < to)
        .sort((a, b) => a.at - b.at)
        .map(({ segmentId, profileId, entered }): LoggedMove => ({ segmentId, profileId, entered })),
  };
};

export const createMemorySizes = (): SizeStore => {
  let points: readonly SizePoint[] = [];
  const of = (segmentId: string) =>
    points.filter((point) => point.segmentId === segmentId).sort((a, b) => a.at - b.at);
  return {
    async put(given) {
      const isNew = (point: SizePoint) =>
        !given.some(({ segmentId, at }) => segmentId === point.segmentId && at === point.at);
      points = [...points.filter(isNew), ...given];
    },
    newest: async () => (points.length === 0 ? null : Math.max(...points.map(({ at }) => at))),
    between: async (segmentId, from, to) => of(segmentId).filter(({ at }) => at >= from && at <= to),
    before: async (segmentId, before) =>
      of(segmentId)
        .filter(({ at }) => at < before)
        .at(-1),
    async sums(from) {
      const sums = new Map<string, { entered: number; left: number }>();
      for (const { segmentId, at, entered, left } of points) {
        if (at < from) continue;
        const known = sums.get(segmentId) ?? { entered: 0, left: 0 };
        sums.set(segmentId, { entered: known.entered + entered, left: known.left + left });
      }
      return sums;
    },
    async prune(before) {
      points = points.filter(({ at }) => at >= before);
    },
  };
};

export const createMemoryUses = (): UseStore => {
  const uses = new Map<string, number>();
  return {
    async mark(keys, at) {
      for (const key of keys) uses.set(key, at);
    },
    all: async () => new Map(uses),
  };
};
