import type { Transact, Tx } from '../ports';
import type { Membership, MembershipChange, Segment, Untils } from './segment';
import type { SavedGroup } from './groups/group';
import type { MembershipState } from './insight/insight.memory';
import type { SegmentStore } from './segment-store';

interface State {
  readonly segments: Map<string, Segment>;
  /** `segment\nprofile` */
  readonly memberships: Map<string, Membership>;
  readonly log: Logged[];
  readonly untils: Map<string, Untils>;
  readonly groups: Map<string, SavedGroup>;
}

type Logged = MembershipChange & { readonly told: boolean };

const changeOf = ({ told: _told, ...change }: Logged): MembershipChange => change;

const keyOf = (segmentId: string, profileId: string): string => `${segmentId}\n${profileId}`;

/** The fake that passes the same suite as the store on Knex. A failed transaction leaves no trace. */
export const createMemorySegments = (): {
  readonly store: SegmentStore;
  readonly transact: Transact;
  /** As it is now, for the fakes that read memberships and their log. */
  readonly state: MembershipState;
} => {
  let state: State = {
    segments: new Map(),
    memberships: new Map(),
    log: [],
    untils: new Map(),
    groups: new Map(),
  };
  const memberships = (): readonly Membership[] => [...state.memberships.values()];
  const put = (membership: Membership): void =>
    void state.memberships.set(keyOf(membership.segmentId, membership.profileId), membership);

  const transact: Transact = async (work) => {
    const before: State = {
      segments: new Map(state.segments),
      memberships: new Map(state.memberships),
      log: [...state.log],
      untils: new Map(state.untils),
      groups: new Map(state.groups),
    };
    try {
      return await work({} as Tx);
    } catch (error) {
      state = before;
      throw error;
    }
  };

  const store: SegmentStore = {
    all: async () => [...state.segments.values()],
    steady: async () => undefined,
    alone: async () => undefined,
    stamp: async () =>
      [
        ...[...state.segments.values()].map(
          ({ id, revision, updatedAt }) => `${id}/${revision}/${updatedAt}`,
        ),
        ...[...state.groups.values()].map(({ key, updatedAt }) => `${key}/${updatedAt}`),
      ].join(),
    groupHeads: async () =>
      [...state.groups.values()]
        .map(({ values: _values, ...head }) => head)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    groups: async (_tx, keys) => keys.flatMap((key) => state.groups.get(key) ?? []),
    putGroup: async (_tx, group) => void state.groups.set(group.key, group),
    deleteGroup: async (_tx, key) => void state.groups.delete(key),
    insert: async (_tx, segment) => void state.segments.set(segment.id, segment),
    update: async (_tx, segment) => void state.segments.set(segment.id, segment),
    async delete(_tx, id) {
      state.segments.delete(id);
      for (const { segmentId, profileId } of memberships()) {
        if (segmentId === id) state.memberships.delete(keyOf(segmentId, profileId));
      }
      state.log.splice(0, state.log.length, ...state.log.filter(({ segmentId }) => segmentId !== id));
    },
    async moveBulk(_tx, id, from, to) {
      const segment = state.segments.get(id);
      if (!segment || JSON.stringify(segment.bulk) !== JSON.stringify(from)) return false;
      state.segments.set(id, { ...segment, bulk: to });
      return true;
    },
    async sizes() {
      const sizes = new Map<string, number>();
      for (const { segmentId } of memberships()) sizes.set(segmentId, (sizes.get(segmentId) ?? 0) + 1);
      return sizes;
    },
    async members(segmentId, page, pageSize) {
      const rows = memberships()
        .filter((membership) => membership.segmentId === segmentId)
        .sort((a, b) => b.enteredAt - a.enteredAt || (a.profileId < b.profileId ? -1 : 1));
      return { rows: rows.slice((page - 1) * pageSize, page * pageSize), total: rows.length };
    },
    membershipsOf: async (_tx, ids) => memberships().filter(({ profileId }) => ids.includes(profileId)),
    async enter(_tx, entered) {
      for (const membership of entered) {
        const known = state.memberships.get(keyOf(membership.segmentId, membership.profileId));
        put(known ? { ...known, parts: membership.parts } : membership);
      }
    },
    async leave(_tx, segmentId, profileIds) {
      for (const id of profileIds) state.memberships.delete(keyOf(segmentId, id));
    },
    memberIds: async (_tx, segmentId, { after, upTo }) =>
      memberships()
        .filter((membership) => membership.segmentId === segmentId)
        .map(({ profileId }) => profileId)
        .filter((id) => id > after && (upTo === null || id <= upTo))
        .sort(),
    log: async (_tx, changes, told) => void state.log.push(...changes.map((change) => ({ ...change, told }))),
    async takeUntold(_tx, profileId) {
      const found = state.log.filter((change) => change.profileId === profileId && !change.told);
      state.log.forEach((change, index) => {
        if (found.includes(change)) state.log[index] = { ...change, told: true };
      });
      return found.map(changeOf);
    },
    untils: async (_tx, ids) =>
      new Map(
        ids.flatMap((id) => {
          const known = state.untils.get(id);
          return known ? [[id, known] as const] : [];
        }),
      ),
    async keepUntils(_tx, rows) {
      for (const [id, untils] of rows) {
        if (Object.keys(untils).length > 0) state.untils.set(id, untils);
        else state.untils.delete(id);
      }
    },
    history: async (segmentId, profileId, limit) =>
      state.log
        .filter((change) => change.segmentId === segmentId && change.profileId === profileId)
        .reverse()
        .slice(0, limit)
        .map(changeOf),
    async reassign(_tx, from, into) {
      state.untils.delete(from);
      for (const membership of memberships().filter(({ profileId }) => profileId === from)) {
        const known = state.memberships.get(keyOf(membership.segmentId, into));
        const enteredAt = Math.min(membership.enteredAt, known?.enteredAt ?? Infinity);
        put({ ...(known ?? membership), profileId: into, enteredAt });
        state.memberships.delete(keyOf(membership.segmentId, from));
      }
      state.log.forEach((change, index) => {
        if (change.profileId === from) state.log[index] = { ...change, profileId: into };
      });
    },
  };
  return { store, transact, state: { memberships, log: () => state.log } };
};
