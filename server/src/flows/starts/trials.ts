import { PluginError, trialOf, type FlowSteps, type JsonObject } from '../../../../plugin/src';
import type { CalledFor, CallingNeeds } from './calling';
import type { FlowStore, StoredFlow } from '../flow-store';
import type { Flows } from '../flows';

interface Needs extends CallingNeeds {
  readonly flows: Pick<Flows, 'get'>;
  readonly store: FlowStore;
  readonly steps: FlowSteps;
  /** Products by id, the most sold first. */
  readonly bestSellers: () => Promise<readonly string[]>;
}

/** A cart that nobody has: what a cart flow is tried with. */
const madeUpCart = (products: readonly string[]): JsonObject => ({
  cart_id: 'trial',
  products: products.slice(0, 2).map((product_id) => ({ product_id, quantity: 1 })),
});

/**
 * Runs a draft for one person, with its waits shortened: a flow of its own that stands in no list and whose numbers are
 * nobody's, and that is stopped when they have come to the end.
 */
export const createTrials = (needs: Needs) => {
  const { flows, store, calls, steps, bestSellers, personFor, queue, advance, transact, now, newId } = needs;

  return async (flowId: string, person: CalledFor, data: JsonObject): Promise<{ readonly id: string }> => {
    const { name, draft, problems } = await flows.get(flowId);
    if (problems.length > 0) {
      const words = problems.map(({ path, message }) => `${path}: ${message}`).join(' ');
      throw new PluginError('invalid', `This flow cannot be tried yet. ${words}`, { problems });
    }
    const at = now();
    const id = newId();
    const definition = trialOf(draft, steps);
    const isOfCarts = draft.trigger.kind === 'cart-left' && Object.keys(data).length === 0;
    const properties = isOfCarts ? madeUpCart(await bestSellers()) : data;
    const times = { nextAt: null, movesTo: null, overdue: null, createdAt: at, updatedAt: at } as const;
    const trial: StoredFlow = {
      ...{ id, key: `trial-${id}`, name: `${name} (trial)`, draft: definition, trialOf: flowId },
      ...{ status: 'draft', version: null, ...times },
    };
    await store.insert(trial);
    const profileId = await transact(async (tx) => {
      const living = await personFor(tx, person);
      if (living === undefined) throw new PluginError('not-found', 'There is nobody of this id.');
      await store.insertVersion(tx, id, 1, definition, at);
      await store.update(tx, id, { status: 'live', version: 1 });
      const event = { name: 'Trial', at, properties };
      await calls.add(tx, [{ id: `${id}:trial`, profileId: living, flowId: id, key: null, event, at }]);
      await queue(tx, [living], at);
      return living;
    });
    advance([profileId]);
    return { id };
  };
};
