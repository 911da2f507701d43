import { normaliseEmail, PluginError } from '../../../plugin/src';
import type { Clock, NewId, Tx } from '../ports';
import { EVERYTHING } from './cause';
import { createKnownWorld, namedBy, type KnownWorld } from './known-world';
import { joined } from './merge';
import { identitiesOf, planResolve, type Plan } from './plan';
import { newProfile, type Reference } from './profile';
import type { ListStore, ProfilePatch, ProfileStore, QueueStore } from './profile-store';

/** Moves what another slice keeps of `from` to `into`, in the merge's own transaction. */
export type MergeHook = (tx: Tx, from: string, into: string) => Promise<void>;

interface Needs {
  readonly store: ProfileStore;
  readonly lists: ListStore;
  readonly queue: QueueStore;
  readonly now: Clock;
  readonly newId: NewId;
  readonly hooks: readonly MergeHook[];
  /** Lets other work of this process have a turn: SQLite answers at once and gives none. */
  readonly breathe?: () => Promise<void>;
}

const TRIES = 5;
/** So many people are made or joined between two breaths: a few milliseconds. */
const BREATH = 10;
/** PostgreSQL keeps no text of more than 2.7 KB in an index. */
const NAME_LIMIT = 512;
/** PostgreSQL keeps no NUL in a text; half of a surrogate pair comes back as another character, and is never found. */
const UNFIT = /[\0\p{Cs}]/u;

/** Answers with the living profile of each reference, in order; makes, claims and merges on the way. */
export const createResolve = ({ store, lists, queue, now, newId, hooks, breathe }: Needs) => {
  const change = async (tx: Tx, world: KnownWorld, id: string, patch: ProfilePatch) => {
    if (Object.keys(patch).length === 0) return;
    await store.save(tx, world.change(id, patch));
  };

  const mergeInto = async (tx: Tx, world: KnownWorld, from: string, into: string, reason: string) => {
    const gone = world.profile(from);
    await store.insertMerge(tx, {
      id: newId(),
      fromProfile: from,
      intoProfile: into,
      reason,
      at: now(),
      snapshot: { profile: gone, identities: await store.identitiesOf(tx, [from]) },
    });
    await store.moveIdentities(tx, from, into);
    await store.retire(tx, from, into);
    await lists.move(tx, from, into);
    await queue.drop(tx, from);
    await change(tx, world, into, joined(world.profile(into), gone));
    world.merge(from, into);
    for (const hook of hooks) await hook(tx, from, into);
    await queue.schedule(tx, [{ profileId: into, dueAt: now(), cause: EVERYTHING }]);
  };

  const perform = async (tx: Tx, world: KnownWorld, reference: Reference, plan: Plan) => {
    const target = plan.target ?? newId();
    const identity = { profileId: target, proven: reference.proven, at: now() };
    let lost = false;
    for (const name of plan.attach) {
      lost ||= (await store.claimIdentity(tx, { ...name, ...identity })) !== target;
    }
    if (lost) {
      // Somebody else committed one of these names a moment ago: read theirs and think again.
      if (plan.target === undefined) await store.dropIdentities(tx, target);
      await world.reload(identitiesOf(reference));
      return undefined;
    }
    if (plan.target === undefined) {
      const profile = { ...newProfile(target, now(), reference.at), ...plan.patch };
      await store.insert(tx, profile);
      // What holds of people with nothing holds of them.
      await queue.schedule(tx, [{ profileId: target, dueAt: now(), cause: EVERYTHING }]);
      world.add(profile);
    }
    for (const name of plan.attach) world.point(name, target);
    for (const name of plan.repoint) {
      await store.pointIdentity(tx, { ...name, ...identity });
      world.point(name, target);
    }
    // What is proven first: it decides which claims of the others are left.
    if (plan.target !== undefined) await change(tx, world, target, plan.patch);
    for (const from of plan.merge) await mergeInto(tx, world, from, target, reasonOf(reference));
    return target;
  };

  const resolveOne = async (tx: Tx, world: KnownWorld, reference: Reference): Promise<string> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const done = await perform(tx, world, reference, planResolve(reference, world.ownerOf));
      if (done) return done;
    }
    throw new PluginError('unavailable', 'This identity is changing too fast. Try again.');
  };

  return async (tx: Tx, references: readonly Reference[]): Promise<readonly string[]> => {
    const clean = references.map(checked);
    // Before any row: an erasure takes the same two locks in the same order.
    await store.holdOffErasure(tx);
    const world = createKnownWorld(store, tx);
    await world.reload(namedBy(clean));
    const ids: string[] = [];
    for (const reference of clean) {
      ids.push(await resolveOne(tx, world, reference));
      if (ids.length % BREATH === 0) await breathe?.();
    }
    return ids.map(world.living);
  };
};

/** As it is looked up; throws `invalid` for what no name can be. */
export const checked = (reference: Reference): Reference => {
  const clean = {
    ...reference,
    ...(reference.email ? { email: normaliseEmail(reference.email) } : {}),
  };
  const names = identitiesOf(clean);
  for (const { kind, value } of names) {
    if (value.length > NAME_LIMIT || UNFIT.test(value)) {
      throw new PluginError('invalid', `Expected ${kind} as text of at most ${NAME_LIMIT} characters.`);
    }
  }
  if (names.length > 0) return clean;
  throw new PluginError(
    'invalid',
    clean.proven
      ? 'Expected an anonymousId, a userId or an e-mail address.'
      : 'Expected an anonymousId: without proof, a userId is only the claim of a device.',
  );
};

const reasonOf = ({ userId, email }: Reference): string =>
  userId ? 'identified' : email ? 'same address' : 'same contact';
