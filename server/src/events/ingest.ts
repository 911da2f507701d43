import { PluginError, type EventFault, type JsonObject } from '../../../plugin/src';
import type { GroupCommit } from './group-commit';
import type { Call, ReadCall } from './read-call';
import type { SetAside } from './set-aside';

/** One event of a batch that was not let in. */
export interface RejectedEvent extends EventFault {
  readonly index: number;
}

export interface Ingested {
  readonly success: true;
  readonly rejected?: readonly RejectedEvent[];
}

interface Needs {
  readonly readCall: (body: JsonObject, call: Call) => ReadCall;
  readonly setAside: SetAside;
  readonly groupCommit: Pick<GroupCommit, 'add'>;
}

const refusal = ({ code, path, message }: EventFault): PluginError =>
  new PluginError(
    code === 'too-large' ? 'too-large' : 'invalid',
    path === '' ? message : `${path}: ${message}`,
    {
      errors: [{ code, path, message }],
    },
  );

/**
 * Takes a call in: fulfils when its good events are durable and its bad ones lie in quarantine. A call of one bad
 * event throws its reason; a batch goes on without its bad ones and names them.
 */
export const createIngest =
  ({ readCall, setAside, groupCommit }: Needs) =>
  async (body: JsonObject, call: Call): Promise<Ingested> => {
    const { accepted, refused } = readCall(body, call);
    if (accepted.length === 0 && refused.length === 0) return { success: true };
    const historical = call.kind === 'import';
    const origin = { keyId: call.key.id, receivedAt: call.receivedAt, historical };
    const late = await groupCommit.add({
      events: accepted.map(({ event }) => event),
      quarantined: refused.map(({ body: sent, fault }) => setAside(sent, fault, origin)),
    });
    const rejected: RejectedEvent[] = refused.map(({ index, fault }) => ({ index, ...fault }));
    for (const { index, event } of accepted) {
      const fault = late.get(event);
      if (fault) rejected.push({ index, ...fault });
    }
    const [first] = rejected;
    if (!first) return { success: true };
    if (call.kind !== 'batch' && call.kind !== 'import') throw refusal(first);
    return { success: true, rejected: rejected.sort((a, b) => a.index - b.index) };
  };
