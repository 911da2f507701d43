import {
  type Condition,
  type Conditions,
  type Facts,
  type JsonObject,
  type Scoring,
} from '../../../plugin/src';
import type { Clock, Log, NewId, Transact, Tx } from '../ports';
import type { Causes, CauseText, Due } from '../profiles';
import { createAsking, type Asked, type ConditionPreview, type Explanation } from './asking';
import { createBulkWalk } from './walks/bulk';
import { createCatalogueReader } from './catalogue';
import { createChanging } from './editing/changing';
import type { RequestContext } from './judging/decide';
import type { Decision } from './judging/decide-each';
import { createDrawing } from './preview/drawing';
import {
  createEditing,
  type CrmList,
  type NewSegment,
  type NewStaticSegment,
  type SegmentChanges,
} from './editing/editing';
import type { KeptGroups } from './groups/group';
import type { KeptNames } from './kept-names';
import { createSavedGroups, type SavedGroups } from './groups/groups';
import { findIn } from './find-segment';
import { createForesight, type Foresight } from './judging/foresight';
import { createJudge } from './judging/judge';
import { createJudgeMany, type JudgeSome } from './walks/judge-many';
import { createJudging, type Judgement } from './judging/judging';
import type { People } from './person';
import type { Place } from './editing/places';
import { createGather } from './populations/gathering';
import { createFiguresOnDemand } from './populations/on-demand';
import { createPreview } from './preview/preview';
import type { Membership, Segment } from './segment';
import type { Page, SegmentStore } from './segment-store';
import { createTakeIn, type TakenIn } from './editing/take-in';
import type { KeptMembership } from './judging/unjudged';
import { createUnnamed, isNamed, type Unnamed } from './editing/unnamed';
import { createUsage } from './editing/usage';
import { createViewer, type SegmentView } from './showing/viewer';
import { createWalks } from './walks/walks';

export interface Segments {
  list(filter: { search?: string; page: number; pageSize: number }): Promise<Page<SegmentView>>;
  /** Every one that has a name, with its size. */
  views(): Promise<readonly SegmentView[]>;
  /** By id or key; throws `not-found`. */
  view(idOrKey: string): Promise<SegmentView>;
  /** Those with a name. */
  all(): Promise<readonly Segment[]>;
  /** Those built in blocks too. */
  kept(): Promise<readonly Segment[]>;
  create(given: NewSegment): Promise<Segment>;
  /** Holds nobody at first. */
  createStatic(given: NewStaticSegment): Promise<Segment>;
  update(idOrKey: string, changes: SegmentChanges): Promise<Segment>;
  /** Throws `in-use` with the places named. */
  remove(idOrKey: string): Promise<Segment>;
  /** The first takes the second in and becomes this: segments that ask for the second ask for the first, and it goes if it can. */
  takeIn(into: Segment, from: Segment, condition: Condition): Promise<TakenIn>;
  /** What would stand against removing it. */
  usage(idOrKey: string): Promise<readonly Place[]>;
  /** In how many places each is used, by key. */
  countUses(elsewhere: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>;
  /** The segment that mirrors a CRM's list. */
  ensureCrm(list: CrmList): Promise<Segment>;
  members(idOrKey: string, page: number, pageSize: number): Promise<Page<Membership>>;
  /** Keys of the named segments somebody is in, whatever a request may say. */
  membershipsOf(profileId: string, tx?: Tx): Promise<ReadonlySet<string>>;
  /** Whether memberships alone say who is in it: not where it cannot be judged, nor where the request has a say. */
  isSettled(key: string, tx?: Tx): Promise<boolean>;
  /**
   * Judges for each of these people what their causes touch, and writes what changed; the ring calls it with the
   * profiles' rows locked.
   */
  judge(tx: Tx, causes: ReadonlyMap<string, Causes>, now: number): Promise<ReadonlyMap<string, Judgement>>;
  /** The same for many to whom this happened: whoever somebody must hear of is queued. Never asked in a transaction. */
  judgeMany(cause: CauseText): Promise<JudgeSome>;
  /** The segments a visitor is in right now; null is a stranger. What was due must have been judged before. */
  decide(profileId: string | null, context?: JsonObject): Promise<Decision>;
  /** The same of somebody whose memberships were read already; with keys, of those segments alone. */
  stand(
    memberships: readonly KeptMembership[] | null,
    context: RequestContext,
    keys?: ReadonlySet<string>,
  ): Promise<Decision>;
  /**
   * What decisions rest on beside the visitor and the request: the same object as long as no segment has changed.
   * Undefined when it must be looked for first, which the next decision does.
   */
  basis(): object | undefined;
  preview(condition: Condition, asked?: Asked): Promise<ConditionPreview>;
  explain(idOrKey: string, profileId: string): Promise<Explanation>;
  /** Judges the base anew where a segment was changed, slice by slice, until it is done or halted. */
  walk(): Promise<void>;
  halt(): void;
  /** Stops a segment's walk where it is. */
  stop(idOrKey: string): Promise<Segment>;
  /** Goes on with a walk that was stopped, or begins one. */
  judgeAnew(idOrKey: string): Promise<Segment>;
  /** What it is judged by has changed for everybody. A walk that somebody stopped stays stopped. */
  startOver(idOrKey: string): Promise<void>;
  /** Has everybody judged by those that cannot be judged, once they can: until then nothing that happens is. */
  awaitBroken(): Promise<void>;
  /** Two profiles have become one. */
  onMerge(tx: Tx, from: string, into: string): Promise<void>;
  readonly conditions: Conditions;
  /** How figures are spread among all people, made where nobody has asked for them yet. */
  readonly figures: ReturnType<typeof createFiguresOnDemand>;
  readonly unnamed: Unnamed;
  readonly groups: SavedGroups;
  readonly foresight: Foresight;
}

interface Needs {
  readonly store: SegmentStore;
  readonly people: People;
  readonly conditions: Conditions;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly queueEach: (tx: Tx, rows: readonly Due[]) => Promise<void>;
  readonly waiting: (most: number) => Promise<number>;
  readonly heard: (key: string) => Promise<boolean>;
  readonly usedBy: (key: string) => Promise<readonly Place[]>;
  /** Flows that name a saved group. */
  readonly groupUsedBy?: (key: string) => Promise<readonly Place[]>;
  readonly breathe: () => Promise<void>;
  /** How figures are spread among all people, as last refreshed. */
  readonly populations?: () => NonNullable<Facts['populations']>;
  /** How events are weighed: the same object until that changes. */
  readonly scoring?: () => Scoring;
  /** What the language of the conditions judges `$inGroup` by. */
  readonly groups?: KeptGroups;
  /** What its sentences call segments and lists by. */
  readonly names?: KeptNames;
}

export const createSegments = (needs: Needs): Segments => {
  const { store, people, conditions, now } = needs;
  const catalogue = createCatalogueReader(needs);
  const failures = new Map<string, string>();
  const failed = (segmentId: string, words: string): void => void failures.set(segmentId, words);

  const judging = createJudging({ ...needs, failed });
  const judge = createJudge({ store, catalogue, judging });
  const judgeMany = createJudgeMany({ ...needs, catalogue, judging });
  const bulk = createBulkWalk({ ...needs, catalogue, judging, failed });
  const usage = createUsage(needs);
  const walks = createWalks(needs);
  const changing = createChanging(needs);
  const writing = { ...needs, catalogue, usage, changing, wholeBase: walks.wholeBase };
  const editing = createEditing(writing);
  const drawing = createDrawing({ people, clock: now, breathe: needs.breathe });
  const count = createPreview({ people, drawing, clock: now, breathe: needs.breathe });
  const figures = createFiguresOnDemand({
    people,
    drawing,
    begin: createGather(needs),
    current: needs.populations ?? (() => ({})),
    now,
  });
  const asking = createAsking({ ...needs, catalogue, failed, count, figures });

  const unnamed = createUnnamed({ ...needs, catalogue });
  const named = async () => (await store.all(null)).filter(isNamed);

  const viewer = createViewer({ store, people, catalogue, failures });

  return {
    async list({ search = '', page, pageSize }) {
      const words = search.trim().toLowerCase();
      const found = (await named())
        .filter(({ key, name }) => key.includes(words) || name.toLowerCase().includes(words))
        .sort((a, b) => a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1));
      const view = await viewer();
      const rows = found.slice((page - 1) * pageSize, page * pageSize).map(view);
      return { rows, total: found.length };
    },
    views: async () => (await named()).map(await viewer()),
    view: async (idOrKey) => (await viewer())(findIn(await named(), idOrKey)),
    all: named,
    kept: () => store.all(null),
    create: editing.create,
    createStatic: editing.createStatic,
    async update(idOrKey, changes) {
      const changed = await editing.update(idOrKey, changes);
      failures.delete(changed.id);
      return changed;
    },
    remove: editing.remove,
    takeIn: createTakeIn(writing),
    usage: usage.places,
    countUses: usage.counts,
    stop: walks.stop,
    startOver: walks.startOver,
    async awaitBroken() {
      for (const id of (await catalogue.read(null)).faults.keys()) await walks.startOver(id);
    },
    async judgeAnew(idOrKey) {
      const walking = await walks.judgeAnew(idOrKey);
      failures.delete(walking.id);
      return walking;
    },
    ensureCrm: editing.ensureCrm,
    async members(idOrKey, page, pageSize) {
      const { id } = findIn(await named(), idOrKey);
      const { faults } = await catalogue.read(null);
      return faults.has(id) ? { rows: [], total: 0 } : store.members(id, page, pageSize);
    },
    async membershipsOf(profileId, tx) {
      const { byId } = await catalogue.read(tx ?? null);
      const memberships = await store.membershipsOf(tx ?? null, [profileId]);
      const ready = memberships.flatMap(({ segmentId }) => byId.get(segmentId) ?? []);
      return new Set(
        ready.flatMap(({ segment, mixed }) => (mixed === null && isNamed(segment) ? [segment.key] : [])),
      );
    },
    isSettled: async (key, tx) => (await catalogue.read(tx ?? null)).byKey.get(key)?.mixed === null,
    judge,
    judgeMany,
    decide: asking.decide,
    stand: asking.stand,
    basis: asking.basis,
    preview: asking.preview,
    explain: asking.explain,
    walk: bulk.walk,
    halt: bulk.halt,
    onMerge: (tx, from, into) => store.reassign(tx, from, into),
    conditions,
    figures,
    unnamed,
    groups: createSavedGroups({
      ...needs,
      catalogue,
      wholeBase: walks.wholeBase,
      groupUsedBy: needs.groupUsedBy ?? (async () => []),
    }),
    foresight: createForesight({ catalogue, people }),
  };
};
