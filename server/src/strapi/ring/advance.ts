import type { HandOut } from '../../queue';
import type { Tick } from '../heartbeat';
import { createTurning, type TurningNeeds } from './turning';

interface Needs extends TurningNeeds {
  /** Hands work out among processes; without it, each takes from the database what it finds. */
  readonly handOut?: HandOut;
}

export interface Advance {
  /** Turns the ring for these, as far as they are due. Never throws: who fails backs off alone. */
  advance(profileIds: readonly string[]): Promise<void>;
  /** For the content read path: takes in what is due for this visitor, so that the page knows it. */
  freshen(profileId: string): Promise<void>;
  readonly tick: Tick;
  /** Begins to work off what others hand out. */
  start(): Promise<void>;
  /** Waits for turns under way; begins no more by itself. */
  drain(): Promise<void>;
}

const BATCH = 200;
/** Of those due, this many are looked at when they are handed out and not worked off here. */
const HANDED_OUT = 5_000;

export const createAdvance = ({ handOut, ...needs }: Needs): Advance => {
  const { queue, now } = needs;
  let draining = false;
  const underWay = new Set<Promise<void>>();
  const turning = createTurning(needs, () => draining);

  const track = async (work: Promise<unknown>): Promise<void> => {
    const tracked = work.then(() => {});
    underWay.add(tracked);
    await tracked.finally(() => underWay.delete(tracked));
  };

  const workOff = async (): Promise<void> => {
    while (!draining) {
      const due = await queue.due(now(), BATCH);
      // What another process holds stays due and is its business.
      const done = await turning.fromAnywhere(due.map(({ profileId }) => profileId));
      if (done === 0 || due.length < BATCH) return;
    }
  };

  /** False when the queue cannot be reached. */
  const handOutDue = async (to: HandOut): Promise<boolean> => {
    const mine = await to.isMine();
    while (mine && !draining) {
      const due = await queue.due(now(), HANDED_OUT);
      const fresh = to.fresh(due);
      if (fresh.length > 0 && !(await to.offer(fresh))) return false;
      // What is offered stays due until it is worked off: asked again, it would only be read again.
      if (fresh.length === 0 || due.length < HANDED_OUT) return true;
    }
    return mine !== undefined;
  };

  return {
    async advance(profileIds) {
      const ids = [...new Set(profileIds)];
      if (handOut && ((await handOut.offer(ids)) || !handOut.works)) return;
      await track(turning.all(ids));
    },
    async freshen(profileId) {
      const dueAt = await queue.dueAt(profileId, null);
      // A turn that is under way is waited for: what it finds is what the page must know.
      if (dueAt !== undefined && dueAt <= now() && !draining) await track(turning.some([profileId], true));
    },
    tick: {
      name: 'ring',
      everyMs: 1_000,
      everywhere: true,
      due: (at) => [{ from: 'attune_profile_queue where due_at <= ?', values: [at] }],
      async run() {
        if (handOut && ((await handOutDue(handOut)) || !handOut.works)) return;
        await workOff();
      },
    },
    async start() {
      if (handOut?.works) await handOut.work((ids) => track(turning.all(ids)));
    },
    async drain() {
      draining = true;
      await Promise.allSettled(underWay);
      await handOut?.close();
    },
  };
};
