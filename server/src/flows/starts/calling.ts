import { PluginError, type JsonObject } from '../../../../plugin/src';
import type { Clock, NewId, Transact, Tx } from '../../ports';
import type { CallStore } from './call-store';
import type { Catalogue } from '../catalogue';
import type { FlowStore } from '../flow-store';

export type CalledFor =
  | { readonly userId: string }
  | { readonly email: string }
  | { readonly anonymousId: string }
  | { readonly profileId: string };

export interface ApiCall {
  readonly person: CalledFor;
  readonly key?: string;
  readonly data?: JsonObject;
  readonly messageId?: string;
}

/** What it takes to start somebody's run for whoever asks. */
export interface CallingNeeds {
  readonly calls: Pick<CallStore, 'add'>;
  /** The person behind a name, made where it is new; undefined for a profile that is not there. */
  readonly personFor: (tx: Tx, person: CalledFor) => Promise<string | undefined>;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  readonly advance: (profileIds: readonly string[]) => void;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
}

interface Needs extends CallingNeeds {
  readonly calls: Pick<CallStore, 'add' | 'note'>;
  readonly flows: Pick<FlowStore, 'get' | 'byKey'>;
  readonly catalogue: Catalogue;
}

/** Starts flows whose trigger is the API. The start is kept before the answer goes out. */
export const createCalling = (needs: Needs) => {
  const { flows, catalogue, calls, personFor, queue, advance, transact, now, newId } = needs;

  return async (idOrKey: string, { person, key, data, messageId }: ApiCall): Promise<void> => {
    const profileId = await transact(async (tx) => {
      const flow = (await flows.get(tx, idOrKey)) ?? (await flows.byKey(tx, idOrKey));
      if (!flow) throw new PluginError('not-found', 'There is no such flow.');
      if (flow.status !== 'live' || flow.version === null) {
        throw new PluginError('conflict', `A flow that is ${flow.status} starts nobody: it must be live.`);
      }
      const { definition } = await catalogue.version(tx, flow.id, flow.version);
      if (definition.trigger.kind !== 'api') {
        throw new PluginError(
          'conflict',
          `This flow starts by "${definition.trigger.kind}", not by the API.`,
        );
      }
      const living = await personFor(tx, person);
      if (living === undefined) throw new PluginError('not-found', 'There is nobody of this id.');
      const at = now();
      const event = { name: 'API Called', at, properties: data ?? {} };
      const id = messageId === undefined ? newId() : `${flow.id}:${messageId}`;
      if (messageId !== undefined && !(await calls.note(tx, { id, profileId: living, at }))) return undefined;
      await calls.add(tx, [{ id, profileId: living, flowId: flow.id, key: key ?? null, event, at }]);
      await queue(tx, [living], at);
      return living;
    });
    if (profileId !== undefined) advance([profileId]);
  };
};

/** For so long the same call counts once. */
const NOTED_MS = 24 * 60 * 60_000;
/** In one transaction, so that others are let in between. */
const PORTION = 2_000;

interface ForgettingNeeds {
  readonly calls: Pick<CallStore, 'forgetNoted'>;
  readonly transact: Transact;
  readonly now: Clock;
}

/** Forgets the ids of calls that can be repeated no longer. */
export const createForgetCalls =
  ({ calls, transact, now }: ForgettingNeeds) =>
  async (): Promise<void> => {
    const until = now() - NOTED_MS;
    for (let forgotten = PORTION; forgotten === PORTION; ) {
      forgotten = await transact((tx) => calls.forgetNoted(tx, until, PORTION));
    }
  };
